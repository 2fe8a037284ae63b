import { useMemo, useState } from 'react'
import { cn } from '#app/lib/cn.ts'
import { formatCompact, formatNumber, formatUtcDay } from '#app/lib/format.ts'
import { ChartPlot } from './chart-plot.tsx'
import { chartScale, placeMarkers, type ChartMarker, type ChartSeries } from './chart-scale.ts'
import { Table } from './table.tsx'
import { Time } from './time.tsx'

export type { ChartMarker, ChartSeries } from './chart-scale.ts'

export type ChartProps = {
  /** Title of the chart and caption of its table. */
  label: string
  /** Ascending UTC days (`2102-11-22`), one per point. Daily figures are global, so they are not shown in the viewer's zone. */
  days: readonly string[]
  /** At most four, each with one value per day. */
  series: readonly ChartSeries[]
  /** Laws, elections and treaties as vertical lines. */
  markers?: readonly ChartMarker[]
  /** Format of axis and values; compact numbers by default. */
  format?: (value: number) => string
  height?: number
  className?: string
}

/** Colours in the order of the series; the one most often close to a region's accent comes last. */
export const SERIES_COLOURS = ['var(--accent)', 'var(--warning)', 'var(--info)', 'var(--success)'] as const
const colourOf = (index: number): string => SERIES_COLOURS[index % SERIES_COLOURS.length] ?? 'var(--accent)'

const NO_MARKERS: readonly ChartMarker[] = []

/** A line chart; the table below has the same content. */
export function Chart(props: ChartProps) {
  const { label, days, series, markers = NO_MARKERS, format = formatCompact, height = 260, className } = props
  const [cursor, setCursor] = useState<number | null>(null)
  const scale = useMemo(() => chartScale(days, series), [days, series])
  const placed = useMemo(() => placeMarkers(markers, scale.xOf), [markers, scale])

  const marked = byDay(markers)
  const rows = days.map((day, index) => ({ day, index }))
  const shownIndex = cursor ?? days.length - 1
  const shownDay = days[shownIndex]
  return (
    <figure className={cn('min-w-0', className)}>
      <div aria-hidden className="mb-2 flex min-h-6 flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
        {series.map((one, index) => (
          <span key={one.key} className="flex items-center gap-2">
            <span className="h-0.5 w-4" style={{ background: colourOf(index) }} />
            <span className="text-ink-2">{one.label}</span>
            <span className="numerals font-semibold">{readOut(one.values[shownIndex], format)}</span>
          </span>
        ))}
        {shownDay === undefined ? null : <span className="text-ink-3">{formatUtcDay(shownDay)} (UTC)</span>}
      </div>
      <div aria-hidden style={{ height }}>
        <ChartPlot
          days={days}
          series={series}
          scale={scale}
          markers={placed}
          colourOf={colourOf}
          format={format}
          cursor={cursor}
          onCursor={setCursor}
        />
      </div>
      {markers.length > 0 ? (
        <ul
          aria-label="Marked in the chart"
          className="text-ink-2 mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm"
        >
          {markers.map((marker, index) => (
            <li key={`${marker.label}-${String(marker.at)}`} className="flex items-baseline gap-2">
              <span aria-hidden className="numerals text-warning font-semibold">
                {index + 1}
              </span>
              {marker.label}
              <Time at={marker.at} className="text-ink-3" />
            </li>
          ))}
        </ul>
      ) : null}
      <figcaption className="mt-2">
        <details>
          <summary className="link inline-flex min-h-8 items-center text-sm">{label}: show as table</summary>
          <div className="mt-2 max-h-80 overflow-y-auto">
            <Table
              layout="scroll"
              caption={label}
              rows={rows}
              rowKey={(row) => String(row.index)}
              columns={[
                {
                  key: 'day',
                  header: 'Day (UTC)',
                  primary: true,
                  cell: ({ day }) => <time dateTime={day}>{formatUtcDay(day)}</time>,
                },
                ...series.map((one) => ({
                  key: one.key,
                  header: one.label,
                  numeric: true,
                  cell: (row: { index: number }) =>
                    readOut(one.values[row.index], (value) => formatNumber(value, 2)),
                })),
                ...(markers.length === 0
                  ? []
                  : [
                      {
                        key: 'marked',
                        header: 'Marked',
                        cell: ({ day }: { day: string }) => marked.get(day) ?? '–',
                      },
                    ]),
              ]}
            />
          </div>
        </details>
      </figcaption>
    </figure>
  )
}

/** Marker labels by UTC day. */
function byDay(markers: readonly ChartMarker[]): Map<string, string> {
  const marked = new Map<string, string>()
  for (const { at, label } of markers) {
    const day = new Date(at).toISOString().slice(0, 10)
    const before = marked.get(day)
    marked.set(day, before === undefined ? label : `${before}; ${label}`)
  }
  return marked
}

const readOut = (value: number | null | undefined, format: (value: number) => string): string =>
  value == null ? '–' : format(value)
