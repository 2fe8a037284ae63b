import { Link, useLocation } from '@remix-run/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { formatNumber } from '#app/lib/format.ts'
import { pageWindow } from '#app/lib/page-window.ts'

export type PaginationProps = {
  /** From 1. */
  page: number
  pageSize: number
  total: number
  /** Plural noun of the items: "regions". */
  noun: string
  /** Query parameter of the page number, for pages with two lists. */
  param?: string
}

const stepStyle =
  'border-line-strong hover:border-accent hover:text-accent inline-flex min-h-10 min-w-10 items-center justify-center rounded-[4px] border px-2'

export function Pagination({ page, pageSize, total, noun, param = 'page' }: PaginationProps) {
  const { pathname, search } = useLocation()
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const to = (target: number) => {
    const query = new URLSearchParams(search)
    query.set(param, String(target))
    return `${pathname}?${query.toString()}`
  }
  // The list has its own empty state.
  if (total === 0) return null
  const first = (page - 1) * pageSize + 1
  const last = Math.min(page * pageSize, total)
  return (
    <nav aria-label={`Pages of ${noun}`} className="flex flex-wrap items-center justify-between gap-3 py-2">
      <p className="text-ink-2 text-sm">
        <span className="numerals">
          {formatNumber(first)}
          {first === last ? null : `–${formatNumber(last)}`}
        </span>{' '}
        of <span className="numerals">{formatNumber(total)}</span> {total === 1 ? null : noun}
      </p>
      {pages <= 1 ? null : (
        <ul className="numerals flex flex-wrap items-center gap-1.5">
          <li>
            <Step to={page > 1 ? to(page - 1) : null} label="Previous page" rel="prev">
              <ChevronLeft aria-hidden className="size-4" />
            </Step>
          </li>
          {pageWindow(page, pages).map((entry, index) => (
            <li key={entry ?? `gap-${index}`} className={cn(entry !== page && 'hidden sm:block')}>
              {entry === null ? (
                <span className="text-ink-3 px-1">…</span>
              ) : (
                <Link
                  to={to(entry)}
                  preventScrollReset
                  aria-label={`Page ${entry}`}
                  aria-current={entry === page ? 'page' : undefined}
                  className={cn(stepStyle, entry === page && 'border-accent! text-accent font-semibold')}
                >
                  {entry}
                </Link>
              )}
            </li>
          ))}
          <li>
            <Step to={page < pages ? to(page + 1) : null} label="Next page" rel="next">
              <ChevronRight aria-hidden className="size-4" />
            </Step>
          </li>
        </ul>
      )}
    </nav>
  )
}

function Step(props: { to: string | null; label: string; rel: string; children: ReactNode }) {
  if (props.to === null) {
    return (
      <span aria-hidden className={cn(stepStyle, 'pointer-events-none opacity-40')}>
        {props.children}
      </span>
    )
  }
  return (
    <Link to={props.to} rel={props.rel} preventScrollReset aria-label={props.label} className={stepStyle}>
      {props.children}
    </Link>
  )
}
