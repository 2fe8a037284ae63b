import { useEffect, useRef } from 'react'
import { Badge } from '#app/components/ui/badge.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { areaName } from '#app/lib/galaxy-map.ts'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { availableTurns } from '#server/domain/galaxy/turns.ts'
import { type DeckProps } from './deck-props.ts'
import { GoalLine } from './goal-line.tsx'

/** Where the pilot is, and what they have to act with. Gets the focus after each flight. */
export function SectorHeading({ view, terms }: DeckProps) {
  const { place, sector, ship, turns } = view
  const heading = useRef<HTMLHeadingElement>(null)
  const shownSector = useRef(sector.id)
  useEffect(() => {
    if (shownSector.current === sector.id) return
    shownSector.current = sector.id
    heading.current?.focus()
  }, [sector.id])
  const account = { milliturns: turns.milliturns, storedAt: new Date(turns.storedAt) }
  return (
    <header className="notch notch-lit grid gap-2 px-3 py-2.5 lg:px-4 lg:py-3">
      <div className="flex items-center gap-3">
        {place.theme ? <Emblem name={place.theme.emblem} size="sm" /> : null}
        <div className="min-w-0">
          <p className="eyebrow text-accent truncate">{place.displayName}</p>
          <h1 ref={heading} tabIndex={-1} className="text-xl outline-none lg:text-2xl">
            {sector.name}
          </h1>
        </div>
      </div>
      <p className="flex flex-wrap gap-1.5 max-lg:hidden">
        <Badge tone="accent">
          {terms.sector} {sector.id}
        </Badge>
        <Badge>{areaName(sector.area)}</Badge>
        {sector.isGate ? <Badge tone="success">{terms.gate}</Badge> : null}
      </p>
      <dl className="numerals flex flex-wrap gap-x-5 gap-y-1 text-sm">
        <Figure label="Purse" value={formatCredits(view.purse)} />
        <Figure label="Turns" value={formatNumber(availableTurns(account, new Date(turns.asOf)))} />
        {ship ? <Figure label={terms.cargo} value={`${ship.cargoUsed} of ${ship.cargoCapacity}`} /> : null}
      </dl>
      <GoalLine view={view} />
      <p role="status" className="sr-only">
        {whereabouts(view, terms)}
      </p>
    </header>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-ink-2 text-xs">{label}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  )
}

/** One sentence each: where one is, and what is there. */
function whereabouts(
  { sector, ports, planets, pilots }: DeckProps['view'],
  terms: DeckProps['terms'],
): string {
  const there = [
    ...ports.map(({ name }) => name),
    ...planets.map(({ name }) => name),
    ...(pilots.total > 0 ? [formatCount(pilots.total, 'other pilot')] : []),
  ]
  const what = there.length > 0 ? there.join(', ') : 'Empty space'
  return `You are in ${sector.name}, ${terms.sector.toLowerCase()} ${sector.id}. Here: ${what}.`
}
