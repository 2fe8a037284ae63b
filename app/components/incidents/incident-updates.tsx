import { Time } from '#app/components/ui/time.tsx'
import { type IncidentView } from '#server/domain/incidents/status-wire.ts'
import { IncidentStateBadge } from './incident-badges.tsx'

/** What was written about an incident, the newest first. */
export function IncidentUpdates({ updates }: Pick<IncidentView, 'updates'>) {
  return (
    <ol className="divide-line grid divide-y">
      {updates.map(({ id, at, state, text }) => (
        <li key={id} className="grid gap-1.5 py-3 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <IncidentStateBadge state={state} />
            <Time at={at} className="text-ink-2 text-sm" />
          </p>
          <p className="max-w-3xl whitespace-pre-line wrap-anywhere">{text}</p>
        </li>
      ))}
    </ol>
  )
}
