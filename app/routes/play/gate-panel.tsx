import { Form, Link } from '@remix-run/react'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount, formatCredits, formatPercent } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'
import { type View } from './trade-wish.ts'

type Passage = View['passages'][number]

/** The passages to other galaxies that begin here, with all that they take; elsewhere the way to the gate. */
export function GatePanel({ view: { passages, place, sector, ship }, terms, orderId }: DeckProps) {
  return (
    <Panel title={terms.gate}>
      {passages.length === 0 ? (
        <WayToGate {...{ place, terms }} />
      ) : (
        <ul className="grid gap-5">
          {passages.map((passage) => (
            <li key={passage.to.ref}>
              <PassageItem
                {...{ passage, terms }}
                crossingId={orderId}
                leaves={place.displayName}
                sealedHolds={ship?.sealedHolds ?? 0}
              />
            </li>
          ))}
        </ul>
      )}
      {passages.length > 0 && sector.isGate ? (
        <p className="text-ink-3 mt-4 text-sm">
          Ship, cargo and credits go along. If the destination is closed when you get there, you are back here
          with the toll; the fare is used up.
        </p>
      ) : null}
    </Panel>
  )
}

function WayToGate({ place, terms }: { place: View['place']; terms: DeckProps['terms'] }) {
  if (place.kind === 'nexus')
    return (
      <p className="text-ink-2">
        The gates to the regions are in the Transit Hub. The{' '}
        <Link className="link" to="/play/journey">
          journey planner
        </Link>{' '}
        knows which one you need.
      </p>
    )
  if (place.gateSector === null) return <p className="text-ink-2">This region has no gate.</p>
  return (
    <>
      <p className="text-ink-2 mb-3">
        Ships leave for other galaxies from {terms.sector.toLowerCase()} {place.gateSector}.
      </p>
      <LinkButton to={`/play?to=${place.gateSector}`} preventScrollReset>
        Show route to the {terms.gate.toLowerCase()}
      </LinkButton>
    </>
  )
}

function PassageItem({
  passage,
  terms,
  crossingId,
  leaves,
  sealedHolds,
}: {
  passage: Passage
  terms: DeckProps['terms']
  crossingId: string
  leaves: string
  /** Courier goods, which cross no gate. */
  sealedHolds: number
}) {
  const { to, kind, turns, minutes, fare, toll, total, customs, refusal } = passage
  const destination = kind === 'evacuation' ? 'Gateway Plaza' : to.displayName
  return (
    <Form method="post" preventScrollReset className="grid gap-2">
      <input type="hidden" name="intent" value="depart" />
      <input type="hidden" name="crossingId" value={crossingId} />
      <input type="hidden" name="to" value={to.ref} />
      <input type="hidden" name="maxCredits" value={total} />
      <h3 className="font-semibold">{to.displayName}</h3>
      {kind === 'evacuation' ? (
        <p className="text-ink-2">
          {leaves} is closed. You can leave for Gateway Plaza in the Central Nexus from any sector, for free.
        </p>
      ) : null}
      <p className="text-ink-2">
        {formatCount(turns, 'turn')}, {formatCount(minutes, 'minute')}
        {total === 0
          ? ''
          : toll === 0
            ? `, fare ${formatCredits(fare)}`
            : `, fare ${formatCredits(fare)} and toll ${formatCredits(toll)}`}
        {kind === 'open_borders' ? ' (open borders)' : ''}
      </p>
      <p className="text-ink-2 text-sm">
        On your sales there: {terms.tax.toLowerCase()} {formatPercent(customs.taxRate)}
        {customs.taxRate < customs.lawTaxRate
          ? ` (by treaty, from ${formatPercent(customs.lawTaxRate)})`
          : ''}
        {customs.tariffRate > 0 ? `, and a tariff of ${formatPercent(customs.tariffRate)} on all trade` : ''}
      </p>
      {refusal === null ? null : <p className="text-warning">{refusal.message}</p>}
      {sealedHolds > 0 && kind === 'evacuation' ? (
        <p className="text-ink-2">The sealed courier goods stay, and you get the deposit back.</p>
      ) : sealedHolds > 0 ? (
        <Checkbox
          name="forfeitCouriers"
          value="yes"
          required
          label={`Leave the sealed courier goods (${formatCount(sealedHolds, 'hold')}) and lose the deposit`}
        />
      ) : null}
      <Button type="submit" disabled={refusal !== null} className="justify-self-start">
        {total === 0 ? `Leave for ${destination}` : `Travel to ${destination} for ${formatCredits(total)}`}
      </Button>
    </Form>
  )
}
