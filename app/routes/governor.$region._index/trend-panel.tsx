import { Link } from '@remix-run/react'
import { ChartSpline } from 'lucide-react'
import { useMemo } from 'react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type RegionOverview } from '#app/lib/api-types.ts'
import { cn } from '#app/lib/cn.ts'
import { Chart, type ChartMarker, type ChartSeries } from '#app/components/ui/chart.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

export const TREND_METRICS = ['population', 'treasury', 'activity', 'reputation', 'ballots'] as const
export type TrendMetric = (typeof TREND_METRICS)[number]

type Day = RegionOverview['days'][number]

const METRICS: Record<
  TrendMetric,
  { label: string; series: { key: string; label: string; of: (day: Day) => number; area?: true }[] }
> = {
  population: {
    label: 'Population',
    series: [
      { key: 'population', label: 'Everyone', of: (day) => day.population, area: true },
      { key: 'citizens', label: 'Citizens', of: (day) => day.citizens },
      { key: 'residents', label: 'Residents', of: (day) => day.residents },
    ],
  },
  treasury: {
    label: 'Treasury',
    series: [{ key: 'treasury', label: 'Credits', of: (day) => day.treasury, area: true }],
  },
  activity: {
    label: 'Activity',
    series: [{ key: 'activity', label: 'Moves and arrivals', of: (day) => day.activity, area: true }],
  },
  reputation: {
    label: 'Reputation',
    series: [
      { key: 'reputation', label: 'Average reputation', of: (day) => day.averageReputation, area: true },
    ],
  },
  ballots: {
    label: 'Ballots',
    series: [{ key: 'ballots', label: 'Ballots cast', of: (day) => day.ballotsCast, area: true }],
  },
}

/** Maximum number of markers: more would hide the line. */
const MARKERS = 8

/** One figure over the last thirty days, with laws and elections marked. */
export function TrendPanel({ overview, metric }: { overview: RegionOverview; metric: TrendMetric }) {
  const { days, marks, elections } = overview
  const { points, series, markers } = useMemo(
    () => ({
      points: days.map(({ day }) => day),
      series: METRICS[metric].series.map(({ of, ...one }): ChartSeries => ({ ...one, values: days.map(of) })),
      markers: [
        ...marks
          .filter((mark) => mark.kind !== 'founding')
          .map((mark): ChartMarker => ({
            at: mark.at,
            label: `Law ${mark.number}: ${mark.title}`,
            kind: 'law',
          })),
        ...elections.map(({ at, position, winners }): ChartMarker => ({
          at,
          label: `Election: ${winners ?? 'no winner'}, ${POSITION_LABELS[position].toLowerCase()}`,
          kind: 'election',
        })),
      ]
        .sort((one, other) => Date.parse(String(one.at)) - Date.parse(String(other.at)))
        .slice(-MARKERS),
    }),
    [days, elections, marks, metric],
  )
  return (
    <Panel
      title="The last 30 days"
      description="One point per day (UTC). Numbered lines mark laws and elections."
    >
      <nav aria-label="Choose a chart" className="mb-5">
        <ul className="flex flex-wrap gap-2">
          {TREND_METRICS.map((name) => (
            <li key={name}>
              <Link
                to={`?chart=${name}`}
                preventScrollReset
                aria-current={name === metric ? 'true' : undefined}
                className={cn(
                  'inline-flex min-h-9 items-center rounded-[4px] border px-3 text-sm font-medium',
                  name === metric
                    ? 'border-accent text-accent'
                    : 'border-line-strong text-ink-2 hover:border-accent hover:text-ink',
                )}
              >
                {METRICS[name].label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {days.length < 2 ? (
        <EmptyState title="No chart yet" icon={<ChartSpline />}>
          Figures are saved every night. The chart appears after the second night.
        </EmptyState>
      ) : (
        <Chart label={METRICS[metric].label} days={points} series={series} markers={markers} />
      )}
    </Panel>
  )
}
