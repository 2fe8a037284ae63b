import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'

/** The last item is the current page and has no link. */
export type Breadcrumb = { label: string; to?: string }

export function Breadcrumbs({ items }: { items: readonly Breadcrumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="text-ink-2 flex flex-wrap items-center gap-x-1 text-sm">
        {items.map((item, index) => (
          <li key={`${item.label}-${item.to ?? ''}`} className="flex items-center gap-1">
            {index > 0 ? <ChevronRight aria-hidden className="text-ink-3 size-3.5" /> : null}
            {item.to === undefined ? (
              <span aria-current="page" className="py-1">
                {item.label}
              </span>
            ) : (
              <Link
                to={item.to}
                className="hover:text-accent inline-block min-w-6 py-1 underline-offset-4 hover:underline"
              >
                {item.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
