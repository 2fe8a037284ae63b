import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { type TradeStatistics } from '#app/lib/api-types.ts'
import { formatCredits, formatNumber } from '#app/lib/format.ts'

type Row = TradeStatistics['total'] & { key: string; label: string }

const COLUMNS: Column<Row>[] = [
  { key: 'good', header: 'Good', primary: true, cell: ({ label }) => label },
  {
    key: 'exported',
    header: 'Exported units',
    numeric: true,
    cell: ({ exported }) => formatNumber(exported),
  },
  {
    key: 'imported',
    header: 'Imported units',
    numeric: true,
    cell: ({ imported }) => formatNumber(imported),
  },
  { key: 'tax', header: 'Tax', numeric: true, cell: ({ tax }) => formatCredits(tax) },
  { key: 'tariff', header: 'Tariff', numeric: true, cell: ({ tariff }) => formatCredits(tariff) },
  { key: 'filled', header: 'Contracts', numeric: true, cell: ({ filled }) => formatNumber(filled) },
  { key: 'premiums', header: 'Premiums', numeric: true, cell: ({ premiums }) => formatCredits(premiums) },
]

/** Units and levies of each good, and of all. */
export function GoodsPanel({ statistics: { goods, total } }: { statistics: TradeStatistics }) {
  const rows: Row[] = [
    ...goods.map((one) => ({ ...one, key: one.commodity, label: COMMODITY_LABELS[one.commodity] })),
    { ...total, key: 'all', label: 'All goods' },
  ]
  return (
    <Panel
      title="Trade by good"
      description="Pilots bought exported units from ports here and sold imported ones to them. Tax and tariff went to the treasury. Contracts and jobs are those that were filled; premiums were paid for deliveries to them."
      flush
    >
      <Table caption="Trade by good" columns={COLUMNS} rows={rows} rowKey={({ key }) => key} />
    </Panel>
  )
}
