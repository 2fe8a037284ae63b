import { formatCount } from '#app/lib/format.ts'
import { cn } from '#app/lib/cn.ts'
import { OUTCOME_WORDS } from '#app/components/region/motion-result.tsx'
import { type MotionDetail } from '#app/lib/api-types.ts'

/** The result of a closed motion, in seats. */
export function SeatResult({ motion }: { motion: MotionDetail }) {
  const { outcome, seatsFor, seatsAgainst, seatsAbstaining } = motion
  if (outcome === null || seatsFor === null || seatsAgainst === null || seatsAbstaining === null)
    return <p className="text-ink-2">The motion was withdrawn before anyone voted.</p>
  const rows = [
    { label: 'Yes', seats: seatsFor, fill: 'bg-success' },
    { label: 'No', seats: seatsAgainst, fill: 'bg-danger' },
    { label: 'Abstain', seats: seatsAbstaining, fill: 'bg-ink-3' },
  ]
  return (
    <div className="grid gap-4">
      <p
        className={cn(
          'font-display text-xl font-semibold',
          outcome === 'passed' ? 'text-success' : 'text-danger',
        )}
      >
        {OUTCOME_WORDS[outcome]}
      </p>
      <ul aria-label="Result of the vote" className="grid gap-3">
        {rows.map((row) => (
          <li key={row.label} className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1">
            <span className="font-semibold">{row.label}</span>
            <span aria-hidden className="bg-surface-3 h-5">
              <span
                className={cn('block h-full', row.fill)}
                style={{ width: `${(row.seats / motion.seats) * 100}%` }}
              />
            </span>
            <span className="text-ink-2 numerals col-start-2 text-sm">{formatCount(row.seats, 'seat')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
