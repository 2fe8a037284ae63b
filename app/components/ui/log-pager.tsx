import { Link, useLocation } from '@remix-run/react'
import { ChevronRight, ChevronsLeft } from 'lucide-react'
import { cn } from '#app/lib/cn.ts'

const stepStyle =
  'border-line-strong hover:border-accent hover:text-accent inline-flex min-h-10 items-center gap-1 rounded-[4px] border px-3 text-sm'

export type LogPagerProps = {
  /** Where the older entries begin; null at the end of the log. */
  next: string | null
  /** What is listed, in the plural: "entries". */
  noun: string
  /** Labels of the steps, for a list that is not by time. */
  older?: string
  newest?: string
  className?: string
}

/** The way through a log that nobody counts: to older entries, and back to the newest. */
export function LogPager(props: LogPagerProps) {
  const { next, noun, older = `Older ${noun}`, newest = `Newest ${noun}`, className } = props
  const { pathname, search } = useLocation()
  const to = (after: string | null) => {
    const query = new URLSearchParams(search)
    if (after === null) query.delete('after')
    else query.set('after', after)
    return `${pathname}?${query.toString()}`
  }
  const isFirst = !new URLSearchParams(search).has('after')
  if (isFirst && next === null) return null
  return (
    <nav
      aria-label={`Pages of ${noun}`}
      className={cn('flex flex-wrap justify-between gap-3 py-2', className)}
    >
      {isFirst ? (
        <span />
      ) : (
        <Link to={to(null)} preventScrollReset className={stepStyle}>
          <ChevronsLeft aria-hidden className="size-4" />
          {newest}
        </Link>
      )}
      {next === null ? null : (
        <Link to={to(next)} rel="next" preventScrollReset className={stepStyle}>
          {older}
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      )}
    </nav>
  )
}
