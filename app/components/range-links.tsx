import { Link, useSearchParams } from '@remix-run/react'
import { STATISTICS_RANGES, type StatisticsRange } from '#server/domain/economy/trade-statistics.ts'
import { cn } from '#app/lib/cn.ts'

export const RANGE_LABELS: Readonly<Record<StatisticsRange, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  all: 'All',
}

/** Links to the same page for another range of days. */
export function RangeLinks({ range }: { range: StatisticsRange }) {
  const [search] = useSearchParams()
  const to = (value: StatisticsRange) => {
    const next = new URLSearchParams(search)
    next.set('range', value)
    return `?${next.toString()}`
  }
  return (
    <nav aria-label="Choose a range">
      <ul className="flex flex-wrap gap-2">
        {STATISTICS_RANGES.map((value) => (
          <li key={value}>
            <Link
              to={to(value)}
              preventScrollReset
              aria-current={value === range ? 'true' : undefined}
              className={cn(
                'inline-flex min-h-9 items-center rounded-[4px] border px-3 text-sm font-medium',
                value === range
                  ? 'border-accent text-accent'
                  : 'border-line-strong text-ink-2 hover:border-accent hover:text-ink',
              )}
            >
              {RANGE_LABELS[value]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
