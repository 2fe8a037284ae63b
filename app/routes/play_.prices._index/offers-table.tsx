import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { type KnownOffer } from '#server/domain/trade/known-prices.ts'
import { WatchForm } from './watch-form.tsx'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { Seen } from '#app/components/trade/seen.tsx'

const SHOWN = 50

export type OffersTableProps = {
  caption: string
  commodity: Commodity
  offers: readonly KnownOffer[]
  amount: string
}

/** One end of a good's trade: ports with what they ask or pay, how far they are, and of when the price is. */
export function OffersTable({ caption, commodity, offers, amount }: OffersTableProps) {
  const columns: Column<KnownOffer>[] = [
    { key: 'port', header: 'Port', primary: true, cell: ({ portName }) => portName },
    {
      key: 'net',
      header: `${amount}, 10 units`,
      numeric: true,
      cell: ({ net }) => formatCredits(net),
    },
    { key: 'stock', header: 'Stock', numeric: true, cell: ({ stock }) => formatNumber(stock) },
    { key: 'turns', header: 'Turns away', numeric: true, cell: ({ turns }) => turns ?? 'No way' },
    { key: 'seen', header: 'Seen', cell: (offer) => <Seen {...offer} /> },
    {
      key: 'watch',
      header: 'Tell me at',
      cell: ({ portId, portName, net }) => <WatchForm {...{ portId, portName, commodity, net }} />,
    },
    {
      key: 'route',
      header: 'Sector',
      cell: ({ sectorId, sectorName, turns }) =>
        turns === null || turns === 0 ? (
          sectorName
        ) : (
          <LinkButton to={`/play?to=${sectorId}`} variant="ghost" aria-label={`Route to ${sectorName}`}>
            {sectorName}
          </LinkButton>
        ),
    },
  ]
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={offers.slice(0, SHOWN)}
      rowKey={({ portId }) => String(portId)}
      empty={
        <EmptyState title="You know no such port yet">
          Fly on: your ship sees the prices of all ports within three turns of way, and you remember them.
        </EmptyState>
      }
    />
  )
}
