import { Link } from '@remix-run/react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatSigned } from '#app/lib/format.ts'
import { type GoodSummary, type KnownOffer } from '#server/domain/trade/known-prices.ts'
import { Seen } from '#app/components/trade/seen.tsx'

const Offer = ({ offer }: { offer: KnownOffer | null }) =>
  offer === null ? (
    <span className="text-ink-2">Not known</span>
  ) : (
    <span className="grid justify-items-end gap-0.5 @xl:justify-items-start">
      <span>
        {formatCredits(offer.net)} at {offer.portName}
      </span>
      <span className="text-ink-2 text-sm">
        <Seen {...offer} />
      </span>
    </span>
  )

const COLUMNS: Column<GoodSummary>[] = [
  {
    key: 'good',
    header: 'Good',
    primary: true,
    cell: ({ commodity }) => (
      <Link to={`?good=${commodity}`} className="underline underline-offset-4">
        {COMMODITY_LABELS[commodity]}
      </Link>
    ),
  },
  { key: 'buy', header: 'Cheapest', cell: ({ buy }) => <Offer offer={buy} /> },
  { key: 'sell', header: 'Best paid', cell: ({ sell }) => <Offer offer={sell} /> },
  {
    key: 'margin',
    header: 'Margin, 10 units',
    numeric: true,
    cell: ({ buy, sell }) => (buy && sell ? `${formatSigned(sell.net - buy.net)} cr` : '–'),
  },
]

/** The goods with the best ends that the pilot knows, those with the largest margin first. */
export const GoodsTable = ({ goods }: { goods: readonly GoodSummary[] }) => (
  <Table caption="Goods by margin" columns={COLUMNS} rows={goods} rowKey={({ commodity }) => commodity} />
)
