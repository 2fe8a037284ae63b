import { HullSilhouette } from '#app/components/pictures/silhouettes.tsx'
import { RankLink } from '#app/components/rank-link.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Meter } from '#app/components/ui/meter.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { formatCount, formatCredits, formatLabel, formatNumber } from '#app/lib/format.ts'
import { type Terms } from '#server/domain/culture/language-pack.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type View } from './trade-wish.ts'
import { type DeckProps } from './deck-props.ts'
import { TurnsMeter } from './turns-meter.tsx'

type Ship = NonNullable<View['ship']>

/** What the pilot has: credits, rank, turns, ship and cargo. */
export function ShipPanel({ view, terms }: DeckProps) {
  const { ship } = view
  return (
    <Panel
      title={ship?.name ?? terms.ship}
      description={ship ? formatLabel(ship.shipClass) : undefined}
      actions={ship ? <HullSilhouette hull={ship.shipClass} /> : undefined}
    >
      <div className="grid gap-4">
        <DataList
          className="-my-2.5"
          items={[
            { label: 'Purse', value: formatCredits(view.purse) },
            { label: 'Rank', value: <RankLink rank={view.pilot.rank} />, note: goalOf(view.pilot) },
          ]}
        />
        <TurnsMeter turns={view.turns} />
        {ship ? <Hold ship={ship} terms={terms} /> : null}
      </div>
    </Panel>
  )
}

function Hold({ ship, terms }: { ship: Ship; terms: Terms }) {
  const { cargo, cargoUsed, cargoCapacity } = ship
  const aboard = COMMODITIES.flatMap((good) => {
    const units = cargo[good] ?? 0
    return units > 0 ? [{ label: COMMODITY_LABELS[good], value: formatCount(units, 'unit') }] : []
  })
  return (
    <div className="grid gap-1">
      <Meter
        label={terms.cargo}
        value={cargoUsed}
        max={cargoCapacity}
        text={`${formatNumber(cargoUsed)} of ${formatCount(cargoCapacity, 'hold')}`}
      />
      {aboard.length > 0 ? <DataList items={aboard} /> : null}
      <p className="text-ink-2 text-sm">{dockingWords(ship.docking)}</p>
    </div>
  )
}

function goalOf({ renown, nextRank }: View['pilot']): string {
  const now = `Renown ${formatNumber(renown)}.`
  return nextRank ? `${now} ${formatLabel(nextRank.rank)} at ${formatNumber(nextRank.renown)}.` : now
}

/** What the next trade of a stay costs besides the goods. */
export function dockingWords({ docked, turns, berthFee }: Ship['docking']): string {
  if (docked) return 'You are docked: more trades here cost no turns.'
  if (turns === 0) return 'Your first docking is free.'
  const berth = berthFee > 0 ? ` and ${formatCredits(berthFee)}` : ''
  return `Docking costs ${formatCount(turns, 'turn')}${berth}, once a stay.`
}
