import { Form, Link } from '@remix-run/react'
import { ShieldCheck, Swords } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { AMBUSH_TURNS } from '#server/domain/combat/meeting.ts'
import { type DeckProps } from './deck-props.ts'
import { type View } from './trade-wish.ts'

/** Whether the player can be attacked in this sector, and why; whom they met here, and what they can do about it. */
export function CombatPanel({ view: { combat, encounter } }: DeckProps) {
  const { lawful, message, boundByTreaty } = combat
  const Icon = lawful ? Swords : ShieldCheck
  return (
    <Panel title="Combat">
      <p className="flex items-center gap-2 font-semibold">
        <Icon aria-hidden className={lawful ? 'text-warning size-5' : 'text-success size-5'} />
        {lawful ? 'Others can attack you here' : 'Nobody can attack you here'}
      </p>
      <p className="text-ink-2 mt-1">{message}</p>
      {boundByTreaty.length === 0 ? null : (
        <>
          <p className="text-ink-2 mt-3">
            Treaties protect you and the citizens of these regions from each other:
          </p>
          <ul className="mt-1 list-disc pl-5">
            {boundByTreaty.map((region) => (
              <li key={region.id}>
                <Link className="link" to={`/regions/${region.name}`}>
                  {region.displayName}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <Met encounter={encounter} />
      {lawful && encounter.armed ? <Ambush until={encounter.ambushUntil} /> : null}
    </Panel>
  )
}

function Met({ encounter: { stoppedBy, stopped } }: Pick<View, 'encounter'>) {
  return (
    <>
      {stoppedBy === null ? null : (
        <p role="status" className="mt-3">
          <strong>{stoppedBy.callsign}</strong> stopped you and can attack you until{' '}
          <Time at={stoppedBy.until} />. Fly on or dock to be safe.
        </p>
      )}
      {stopped.length === 0 ? null : (
        <ul className="mt-3 grid gap-2">
          {stopped.map(({ callsign, until }) => (
            <li key={callsign} className="flex flex-wrap items-center justify-between gap-2">
              <span>
                You stopped <strong>{callsign}</strong>, until <Time at={until} />.
              </span>
              <LinkButton to={`/play/fight/${encodeURIComponent(callsign)}`}>Look at the odds</LinkButton>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Ambush({ until }: { until: string | null }) {
  if (until !== null)
    return (
      <p role="status" className="mt-3">
        You lie in wait until <Time at={until} />, or until you move. Who flies in and may be attacked stops
        here.
      </p>
    )
  return (
    <Form method="post" preventScrollReset className="mt-3 grid gap-2">
      <input type="hidden" name="intent" value="lie-in-wait" />
      <p className="text-ink-2 text-sm">
        Lie in wait: who flies in and may be attacked stops here once, and you can attack them for ten
        minutes.
      </p>
      <Button type="submit" size="sm" className="justify-self-start">
        Lie in wait, {AMBUSH_TURNS} turns
      </Button>
    </Form>
  )
}
