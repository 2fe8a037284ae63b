import { Link } from '@remix-run/react'
import { type DiplomacyOverview } from '#app/lib/api-types.ts'
import { Time } from '#app/components/ui/time.tsx'
import { TREATY_LABELS } from './words.ts'

type Event = DiplomacyOverview['events'][number]

const WORDS: Record<Event['kind'], string> = {
  offered: 'offered',
  countered: 'counter-offer',
  in_force: 'now active',
  notice: 'notice given',
  ended: 'ended',
  rejected: 'rejected',
  expired: 'expired',
  breach_reported: 'breach reported',
  breach_answered: 'breach report answered',
}

/** Recent events between this region and others, newest first. */
export function DiplomaticEvents({ events, base }: { events: readonly Event[]; base: string }) {
  return (
    <ol className="border-line ml-1.5 grid gap-4 border-l pl-5">
      {events.map((event) => (
        <li key={`${event.at}-${event.kind}-${event.treatyId}`} className="relative min-w-0">
          <span
            aria-hidden
            className="bg-accent absolute top-1.5 -left-6 size-2.5 -translate-x-px rotate-45"
          />
          <p className="break-words">
            <Link className="link text-ink font-semibold" to={`${base}/${event.treatyId}`}>
              {TREATY_LABELS[event.treatyType]}
            </Link>{' '}
            with {event.partner.displayName}: {WORDS[event.kind]}
            {event.by === null ? '' : event.by === 'own' ? ' by us' : ' by them'}.
          </p>
          <p className="text-ink-2 text-sm">
            <Time at={event.at} format="relative" />
          </p>
        </li>
      ))}
    </ol>
  )
}
