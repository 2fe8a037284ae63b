import { Seen } from '#app/components/trade/seen.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatNumber } from '#app/lib/format.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type PricesElsewhere } from '#server/domain/trade/copied-prices-wire.ts'

const SHOWN = 50
const HUNDREDTHS = 100

type Place = PricesElsewhere['places'][number]
type Offer = Place['ports'][number]['goods'][number] &
  Omit<Place['ports'][number], 'goods'> & { place: string }

const PLACES: Column<Place>[] = [
  { key: 'place', header: 'Galaxy', primary: true, cell: ({ displayName }) => displayName },
  { key: 'ports', header: 'Ports', numeric: true, cell: ({ ports }) => formatNumber(ports.length) },
  { key: 'left', header: 'You left', cell: ({ leftAt }) => <Seen seenAt={leftAt} isLive={false} /> },
]

const OFFERS: Column<Offer>[] = [
  { key: 'port', header: 'Port', primary: true, cell: ({ portName }) => portName },
  { key: 'place', header: 'Galaxy', cell: ({ place }) => place },
  { key: 'sector', header: 'Sector', cell: ({ sectorName }) => sectorName },
  { key: 'role', header: 'The port', cell: ({ role }) => (role === 'sells' ? 'Sells' : 'Buys') },
  {
    key: 'price',
    header: 'Price of a unit',
    numeric: true,
    cell: ({ midPrice }) => `${formatNumber(midPrice / HUNDREDTHS, 2)} cr`,
  },
  { key: 'stock', header: 'Stock', numeric: true, cell: ({ stock }) => formatNumber(stock) },
  { key: 'seen', header: 'Seen', cell: ({ seenAt }) => <Seen seenAt={seenAt} isLive={false} /> },
]

/** What the pilot remembers of galaxies where they are not; nothing before they have left one. */
export function ElsewherePanel({ places, good }: { places: readonly Place[]; good: Commodity | null }) {
  if (places.length === 0) return null
  const description =
    good === null
      ? 'What you knew when you left each. Choose a good to see its prices.'
      : `${COMMODITY_LABELS[good]} as you last saw it, before spread, tariff and tax.`
  return (
    <Panel title="In other galaxies" description={description} flush>
      {good === null ? (
        <Table
          caption="Galaxies whose prices you remember"
          columns={PLACES}
          rows={places}
          rowKey={({ ref }) => ref}
        />
      ) : (
        <Table
          caption="Prices in other galaxies"
          columns={OFFERS}
          rows={offersOf(good, places).slice(0, SHOWN)}
          rowKey={({ place, portId }) => `${place} ${portId}`}
          empty={
            <EmptyState title="None that you remember">
              No port that you saw elsewhere trades this good.
            </EmptyState>
          }
        />
      )}
    </Panel>
  )
}

/** Ports that sell it, cheapest first, then ports that buy it, best paid first. */
function offersOf(good: Commodity, places: readonly Place[]): Offer[] {
  const offers = places.flatMap(({ displayName, ports }) =>
    ports.flatMap(({ goods, ...port }) =>
      goods
        .filter(({ commodity }) => commodity === good)
        .map((line) => ({ ...line, ...port, place: displayName })),
    ),
  )
  const sold = offers.filter(({ role }) => role === 'sells').sort((a, b) => a.midPrice - b.midPrice)
  const bought = offers.filter(({ role }) => role === 'buys').sort((a, b) => b.midPrice - a.midPrice)
  return [...sold, ...bought]
}
