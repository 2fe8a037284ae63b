import { useMemo } from 'react'
import { ChartSpline } from 'lucide-react'
import { Chart, type ChartMarker } from '#app/components/ui/chart.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type TradeStatistics } from '#app/lib/api-types.ts'

/** Maximum number of markers: more would hide the lines. */
const MARKERS = 8

/** Units and levies of each day, with the laws that moved a lever of trade. */
export function TradePanel({ statistics: { days, trade, laws } }: { statistics: TradeStatistics }) {
  const { units, levies, markers } = useMemo(() => {
    const sumOn = (key: 'exported' | 'imported' | 'tax' | 'tariff') =>
      days.map((day) => trade.reduce((sum, row) => (row.day === day ? sum + row[key] : sum), 0))
    return {
      units: [
        { key: 'exported', label: 'Exports', values: sumOn('exported') },
        { key: 'imported', label: 'Imports', values: sumOn('imported') },
      ],
      levies: [
        { key: 'tax', label: 'Tax', values: sumOn('tax'), area: true },
        { key: 'tariff', label: 'Tariff', values: sumOn('tariff') },
      ],
      markers: laws
        .slice(-MARKERS)
        .map(({ number, title, at }): ChartMarker => ({ at, label: `Law ${number}: ${title}`, kind: 'law' })),
    }
  }, [days, trade, laws])
  return (
    <Panel title="Trade by day" description="One point per day (UTC). Numbered lines mark laws on trade.">
      {days.length < 2 ? (
        <EmptyState title="No chart yet" icon={<ChartSpline />}>
          Choose a longer range, or come back when there are two days of trade.
        </EmptyState>
      ) : (
        <div className="grid gap-8">
          <Chart label="Units exported and imported" days={days} series={units} markers={markers} />
          <Chart label="Tax and tariff, credits" days={days} series={levies} markers={markers} />
        </div>
      )}
    </Panel>
  )
}
