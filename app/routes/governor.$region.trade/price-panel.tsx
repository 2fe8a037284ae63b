import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type StatisticsRange } from '#server/domain/economy/trade-statistics.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { type TradeStatistics } from '#app/lib/api-types.ts'
import { formatUnitPrice, formatUtcDay } from '#app/lib/format.ts'
import { PriceMap } from './price-map.tsx'

type Port = TradeStatistics['prices'][number]

const COLUMNS: Column<Port>[] = [
  { key: 'port', header: 'Port', primary: true, cell: ({ name }) => name },
  { key: 'sector', header: 'Sector', cell: ({ sectorName }) => sectorName },
  { key: 'role', header: 'Role', cell: ({ role }) => (role === 'sells' ? 'Makes it' : 'Uses it') },
  {
    key: 'price',
    header: 'Price of a unit',
    numeric: true,
    cell: ({ close }) => (close === null ? '–' : formatUnitPrice(close)),
  },
  {
    key: 'day',
    header: 'Last trade',
    cell: ({ day }) => (day === null ? '–' : formatUtcDay(day)),
  },
]

/** What a good cost yesterday at each port, as a map and as a table. */
export function PricePanel({
  statistics: { commodity, prices },
  range,
}: {
  statistics: TradeStatistics
  range: StatisticsRange
}) {
  const label = COMMODITY_LABELS[commodity]
  // Ports without any trade are on the map only: a list of them would say nothing.
  const byPrice = prices.filter(({ close }) => close !== null).sort((a, b) => (a.close ?? 0) - (b.close ?? 0))
  return (
    <Panel
      title={`Prices of ${label.toLowerCase()}`}
      description="At the end of the last day with trade. Today’s prices are seen by pilots only."
      flush
    >
      <FilterBar
        label="Choose a good"
        hidden={{ range }}
        filters={[
          {
            name: 'good',
            label: 'Good',
            value: commodity,
            isOrder: true,
            options: COMMODITIES.map((value) => ({ value, label: COMMODITY_LABELS[value] })),
          },
        ]}
      />
      <PriceMap label={label} ports={prices} />
      <Table
        caption={`Prices of ${label.toLowerCase()}`}
        columns={COLUMNS}
        rows={byPrice}
        rowKey={({ portId }) => String(portId)}
        empty={<p className="text-ink-2 px-4 py-4 sm:px-6">It was not traded here before today.</p>}
      />
    </Panel>
  )
}
