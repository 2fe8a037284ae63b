import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef, useState } from 'react'
import type UPlot from 'uplot'
import { cn } from '#app/lib/cn.ts'
import { computedColour, onThemeChange } from '#app/lib/css-colour.ts'
import { formatCompact, formatNumber, formatUtcDay } from '#app/lib/format.ts'
import { chartOptions, type ChartMarker, type ChartSeries } from './chart-options.ts'
import { Skeleton } from './skeleton.tsx'
import { Table } from './table.tsx'
import { Time } from './time.tsx'

export type { ChartMarker, ChartSeries } from './chart-options.ts'

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

/** A line chart. The canvas is drawn in the browser; the table below has the same content. */
export function Chart(props: ChartProps) {
  const { label, days, series, markers = NO_MARKERS, format = formatCompact, height = 260, className } = props
  const place = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  const [cursor, setCursor] = useState<number | null>(null)
  const latestFormat = useRef(format)
  useEffect(() => {
    latestFormat.current = format
  })

  useEffect(() => {
    const box = place.current
    if (!box) return
    let plot: UPlot | null = null
    let gone = false

    const draw = async () => {
      const { default: uPlot } = await import('uplot')
      if (gone) return
      plot?.destroy()
      const options = chartOptions({
        uPlot,
        width: box.clientWidth,
        height,
        series,
        markers,
        colour: (name) => computedColour(box, name),
        colourOf,
        format: (value) => latestFormat.current(value),
        onCursor: setCursor,
      })
      const seconds = days.map((day) => new Date(day).getTime() / 1000)
      plot = new uPlot(options, [seconds, ...series.map((one) => [...one.values])], box)
      setReady(true)
    }
    const resize = new ResizeObserver(() => plot?.setSize({ width: box.clientWidth, height }))
    const stopWatching = onThemeChange(() => void draw())
    resize.observe(box)
    void draw()
    return () => {
      gone = true
      stopWatching()
      resize.disconnect()
      plot?.destroy()
    }
  }, [days, series, markers, height])

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
      <div aria-hidden className="relative" style={{ height }}>
        {/* The plot resizes with a delay; until then it is clipped so that it does not widen the page. */}
        <div ref={place} className="h-full overflow-clip contain-inline-size" />
        {ready ? null : <Skeleton className="absolute inset-0 h-full!" />}
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
