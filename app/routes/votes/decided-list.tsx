import { type MyVote } from '#app/lib/api-types.ts'
import { formatLabel } from '#app/lib/format.ts'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { addressOf } from './matter-list.tsx'

const PASSED = ['passed', 'implemented', 'ratified', 'recalled', 'completed']
const FAILED = ['rejected', 'refused', 'superseded', 'void', 'kept', 'cancelled']

/** Where the plain status would not say who or what won. */
const STATUS_LABELS: Record<string, string> = {
  implemented: 'In force',
  superseded: 'Replaced',
  kept: 'Stays in office',
}

const toneOf = (status: string): Tone =>
  PASSED.includes(status) ? 'success' : FAILED.includes(status) ? 'danger' : 'neutral'

/** The result in short; for an election, the winners. */
const resultOf = ({ subject, status, winners }: MyVote): string => {
  if (subject === 'election' && status === 'completed') return winners ?? 'Nobody elected'
  if (status === 'voting' || status === 'active') return 'Counting votes'
  return STATUS_LABELS[status] ?? formatLabel(status)
}

/** Closed votes with their results, newest first. */
export function DecidedList({ votes }: { votes: readonly MyVote[] }) {
  return (
    <ul className="divide-line divide-y">
      {votes.map((vote) => (
        <li
          key={`${vote.subject}-${vote.subjectId}-${vote.region?.id ?? ''}`}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4 first:pt-0 last:pb-0"
        >
          <div className="min-w-0 flex-1 basis-64">
            <p className="eyebrow text-accent">{vote.region?.displayName ?? 'Galactic Council'}</p>
            <p className="font-semibold break-words">{vote.title}</p>
            <p className="text-ink-2 text-sm">
              Closed <Time at={vote.closesAt} format="relative" />.{' '}
              {vote.hasVoted ? 'You voted.' : 'You did not vote.'}
            </p>
          </div>
          <Badge tone={toneOf(vote.status)} className="whitespace-normal!">
            {resultOf(vote)}
          </Badge>
          <LinkButton
            to={addressOf(vote.subject, vote.subjectId, vote.region)}
            size="sm"
            aria-label={`View: ${vote.title}`}
          >
            View
          </LinkButton>
        </li>
      ))}
    </ul>
  )
}
