import { type TallyOutcome } from '#server/domain/voting/tally.ts'
import { formatCount, formatNumber, formatPercent, formatVoteWeight } from '#app/lib/format.ts'
import { CopyButton } from '#app/components/ui/copy-button.tsx'
import { cn } from '#app/lib/cn.ts'

export const OUTCOME_WORDS: Record<TallyOutcome, string> = {
  passed: 'Passed',
  'quorum-not-met': 'Failed: too few voters',
  'not-outweighed': 'Failed: not more yes than no',
  'below-threshold': 'Failed: too few yes votes',
}

export type MotionResultProps = {
  outcome: TallyOutcome
  /** Vote weights in hundredths. */
  votesFor: number
  votesAgainst: number
  ballots: { yes: number; no: number; abstain: number }
  /** 0–100; null if nobody voted yes or no. */
  approvalPercentage: number | null
  /** Fraction. */
  requiredApproval: number
}

/** The result: approval against what was needed, and the ballots. */
export function MotionResult(props: MotionResultProps) {
  const { outcome, votesFor, votesAgainst, ballots, approvalPercentage, requiredApproval } = props
  const rows = [
    { key: 'yes', label: 'Yes', weight: votesFor, count: ballots.yes, fill: 'bg-success' },
    { key: 'no', label: 'No', weight: votesAgainst, count: ballots.no, fill: 'bg-danger' },
  ]
  const total = votesFor + votesAgainst
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-baseline gap-x-4">
        <span
          className={cn(
            'font-display text-xl font-semibold',
            outcome === 'passed' ? 'text-success' : 'text-danger',
          )}
        >
          {OUTCOME_WORDS[outcome]}
        </span>
        <span className="text-ink-2">
          {approvalPercentage === null
            ? 'Nobody voted yes or no.'
            : `${formatNumber(approvalPercentage, 2)}% yes, ${formatPercent(requiredApproval)} needed`}
        </span>
      </p>
      <ul aria-label="Result of the vote" className="grid gap-3">
        {rows.map((row) => (
          <li key={row.key} className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1">
            <span className="font-semibold">{row.label}</span>
            <span aria-hidden className="bg-surface-3 relative h-5">
              <span
                className={cn('block h-full', row.fill)}
                style={{ width: `${total === 0 ? 0 : (row.weight / total) * 100}%` }}
              />
              {row.key === 'yes' ? (
                <span
                  className="bg-ink absolute -inset-y-1 w-0.5"
                  style={{ left: `${requiredApproval * 100}%` }}
                />
              ) : null}
            </span>
            <span className="text-ink-2 numerals col-start-2 text-sm">
              {formatVoteWeight(row.weight)} ({formatCount(row.count, 'ballot')})
            </span>
          </li>
        ))}
      </ul>
      <p className="text-ink-2 text-sm">{formatCount(ballots.abstain, 'abstention')}</p>
    </div>
  )
}

/** A hash for verifying a roll or a tally. */
export function HashLine({ label, hash }: { label: string; hash: string }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="text-ink-2">{label}</span>
      <code className="min-w-0 flex-1 basis-40 font-mono text-xs break-all">{hash}</code>
      <CopyButton text={hash} label={`Copy ${label.toLowerCase()}`} />
    </div>
  )
}
