import { cn } from '#app/lib/cn.ts'
import { DOCKS, type DockKey } from './docks.tsx'

type Props = { open: DockKey | null; onOpen: (key: DockKey | null) => void }

/** On a phone: which group of panels covers the lower part of the map. */
export function SheetTabs({ open, onOpen }: Props) {
  return (
    <nav
      aria-label="Panels"
      data-over-map
      className="border-line bg-surface absolute inset-x-0 bottom-0 z-20 border-t lg:hidden noscript:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {[...DOCKS.left, ...DOCKS.right].map(({ key, label, icon }) => (
          <li key={key}>
            <button
              type="button"
              aria-expanded={open === key}
              aria-controls={`dock-${key}`}
              onClick={() => onOpen(open === key ? null : key)}
              className={cn(
                'numerals grid min-h-14 w-full place-items-center content-center gap-0.5 px-1 text-xs font-semibold [&>svg]:size-5',
                open === key ? 'text-accent shadow-[inset_0_2px_0_var(--accent)]' : 'text-ink-2',
              )}
            >
              {icon}
              {label}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
