import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Seen } from '#app/components/trade/seen.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatSigned } from '#app/lib/format.ts'
import { type ComparedGood } from '#server/domain/trade/compare-ports.ts'

type End = { port: { name: string }; isLive: boolean; seenAt: string }

function offerText(offer: ComparedGood['a']): string {
  if (offer === null) return 'Not traded'
  if (offer.net === null) return 'Sold out'
  return `${offer.role === 'sells' ? 'Sells for' : 'Pays'} ${formatCredits(offer.net)}`
}

/** Two ports good by good. */
export function ComparedGoods({ a, b, goods }: { a: End; b: End; goods: readonly ComparedGood[] }) {
  const header = (end: End) => (
    <span className="flex flex-wrap items-center gap-2">
      {end.port.name} <Seen {...end} />
    </span>
  )
  const columns: Column<ComparedGood>[] = [
    { key: 'good', header: 'Good', primary: true, cell: ({ commodity }) => COMMODITY_LABELS[commodity] },
    { key: 'a', header: header(a), cell: (good) => offerText(good.a) },
    { key: 'b', header: header(b), cell: (good) => offerText(good.b) },
    {
      key: 'margin',
      header: 'Carried over',
      cell: ({ margin, buyAt }) =>
        margin === null
          ? '–'
          : `${formatSigned(margin)} cr, bought at ${buyAt === 'a' ? a.port.name : b.port.name}`,
    },
  ]
  return (
    <Table
      caption={`Goods of ${a.port.name} and ${b.port.name}`}
      columns={columns}
      rows={goods}
      rowKey={({ commodity }) => commodity}
    />
  )
}
