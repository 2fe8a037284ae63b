import { Link } from '@remix-run/react'
import { History } from 'lucide-react'
import { electionPath, lawPath, recallPath, treatyPath } from '#server/domain/regions/paths.ts'
import { type HistoryEntry } from '#app/lib/api-types.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { HISTORY_LABELS } from './words.ts'

export type HistoryTimelineProps = {
  entries: readonly HistoryEntry[]
  regionName: string
  /** Only members can see the pages of elections and recalls. */
  canSeeVotes: boolean
}

type Subject = NonNullable<HistoryEntry['subject']>

const LINK_WORDS: Record<Subject['type'], string> = {
  law: 'Law book',
  election: 'View election',
  recall: 'View recall',
  treaty: 'View treaty',
}

function addressOf({ type, ref }: Subject, region: string): string {
  switch (type) {
    case 'law':
      return lawPath(region, ref)
    case 'election':
      return electionPath(region, ref)
    case 'recall':
      return recallPath(region, ref)
    case 'treaty':
      return treatyPath(region, ref)
  }
}

/** A region's events, newest first, each with time, kind and a link. */
export function HistoryTimeline({ entries, regionName, canSeeVotes }: HistoryTimelineProps) {
  if (entries.length === 0)
    return (
      <EmptyState title="Nothing here yet" icon={<History />}>
        Laws, elections, treaties and changes of government appear here as they happen.
      </EmptyState>
    )
  return (
    <ol className="border-line ml-1.5 grid gap-5 border-l pl-5">
      {entries.map(({ key, at, kind, text, subject }) => (
        <li key={key} className="relative min-w-0">
          <span
            aria-hidden
            className="bg-accent absolute top-1.5 -left-6 size-2.5 -translate-x-px rotate-45"
          />
          <p className="break-words">{text}</p>
          <p className="text-ink-2 flex flex-wrap items-center gap-x-3 text-sm">
            <span>{HISTORY_LABELS[kind]}</span>
            <Time at={at} />
            {subject === null ||
            (!canSeeVotes && subject.type !== 'law' && subject.type !== 'treaty') ? null : (
              <Link
                className="link inline-flex min-h-6 items-center"
                to={addressOf(subject, regionName)}
                aria-label={`${LINK_WORDS[subject.type]}: ${text}`}
              >
                {LINK_WORDS[subject.type]}
              </Link>
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}
