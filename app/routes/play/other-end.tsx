import { Link } from '@remix-run/react'
import { Time } from '#app/components/ui/time.tsx'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { type KnownPrices } from '#app/lib/map-overlay.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type Quote } from '#server/domain/economy/quote.ts'
import { HULLS } from '#server/domain/ships/hulls.ts'
import { findOtherEnd, type OtherEnd as End } from '#server/domain/trade/other-end.ts'
import { type View } from './trade-wish.ts'
import { useLoaded } from '#app/lib/use-loaded.ts'

type Props = { view: View; portId: number; commodity: Commodity; quote: Quote }

/** What the best other port that the pilot knows would pay for the units of a quote, and the way there. */
export function OtherEnd({ view, portId, commodity, quote }: Props) {
  const { place, sector, rates, ship } = view
  const known = useLoaded<KnownPrices>('/play/known-prices', true, `${place.id} ${sector.id}`)
  if (!known || !ship)
    return <p className="text-ink-2 text-sm noscript:hidden">Looking up the prices that you know…</p>
  const { quantity, net } = quote
  const wish = {
    ...{ commodity, quantity, rates, here: { portId, net } },
    dockingTurns: HULLS[ship.shipClass].dockingTurns,
  }
  const end = findOtherEnd(wish, known.markets)
  if (!end)
    return <p className="text-ink-2 text-sm">You know no other port that buys this. Fly on to find one.</p>
  return (
    <p className="text-sm">
      <strong className="font-semibold">{end.portName}</strong> pays {formatCredits(end.net)}{' '}
      {quantity > 1 ? `(${formatNumber(Number(end.net) / quantity, 1)} a unit), ` : ', '}
      {gainWords(end, quote)}. <Way end={end} here={sector.id} />,{' '}
      {end.isLive ? (
        'price of now'
      ) : (
        <>
          price seen <Time at={end.seenAt} format="relative" />
        </>
      )}
      .
    </p>
  )
}

function gainWords({ gain }: End, { side }: Quote): string {
  const here = side === 'buy' ? 'you pay here' : 'this port does'
  if (gain === 0n) return `as much as ${here}`
  return gain > 0n ? `${formatCredits(gain)} more than ${here}` : `${formatCredits(-gain)} less than ${here}`
}

function Way({ end: { sectorId, sectorName, turns }, here }: { end: End; here: number }) {
  if (sectorId === here) return <>Also here</>
  return (
    <Link to={`/play?to=${sectorId}`} preventScrollReset className="link">
      Route to {sectorName}, {formatCount(turns, 'turn')}
    </Link>
  )
}
