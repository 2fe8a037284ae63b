import { type PointerEvent } from 'react'
import { cn } from '#app/lib/cn.ts'
import { formatUtcDay } from '#app/lib/format.ts'
import { type ChartScale, type ChartSeries, type PlacedMarker } from './chart-scale.ts'

export type ChartPlotProps = {
  days: readonly string[]
  series: readonly ChartSeries[]
  scale: ChartScale
  markers: readonly PlacedMarker[]
  colourOf: (seriesIndex: number) => string
  format: (value: number) => string
  /** Index of the day that is pointed at. */
  cursor: number | null
  onCursor: (index: number | null) => void
}

const DASHES = { law: '4 4', election: '1 3', treaty: '10 4' }
/** The picture is drawn on a square of this size and stretched: lines keep their width, and texts stand beside it. */
const SIZE = 1_000

const percent = (share: number) => `${share * 100}%`

/** Lines, axes and markers. Drawn by the server at any width, so it is there before any script. */
export function ChartPlot(props: ChartPlotProps) {
  const { days, scale, markers, format, cursor, onCursor } = props
  const pointAt = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    onCursor(nearestDay(days, scale, (event.clientX - left) / width))
  }
  const pointed = cursor === null ? undefined : days[cursor]
  return (
    <div className="@container numerals text-ink-2 relative h-full pt-5 pb-6 pl-14 text-xs font-medium">
      <div
        className="border-line relative h-full touch-pan-y border-b"
        onPointerDown={pointAt}
        onPointerMove={pointAt}
        onPointerLeave={() => onCursor(null)}
      >
        {scale.yTicks.map((value) => (
          <span
            key={value}
            className="absolute right-full -translate-y-1/2 pr-2 whitespace-nowrap"
            style={{ top: percent(scale.yOf(value)) }}
          >
            {format(value)}
          </span>
        ))}
        <Picture {...props} />
        {markers.map(({ x, text }) =>
          text === null ? null : (
            <span
              key={text}
              className="text-warning absolute bottom-full -translate-x-1/2 font-semibold"
              style={{ left: percent(x) }}
            >
              {text}
            </span>
          ),
        )}
        {pointed === undefined ? null : (
          <span
            className="bg-ink-3 absolute inset-y-0 w-px -translate-x-1/2"
            style={{ left: percent(scale.xOf(pointed)) }}
          />
        )}
        {scale.dayTicks.map((index, order) => (
          <span
            key={days[index]}
            className={cn(
              'absolute top-full -translate-x-1/2 pt-1 whitespace-nowrap',
              order % 2 === 1 && '@max-md:hidden',
            )}
            style={{ left: percent(scale.xOf(days[index] ?? '')) }}
          >
            {formatUtcDay(days[index] ?? '').replace(/ \d+$/, '')}
          </span>
        ))}
      </div>
    </div>
  )
}

function Picture({ days, series, scale, markers, colourOf }: ChartPlotProps) {
  const thin = { vectorEffect: 'non-scaling-stroke', fill: 'none' } as const
  return (
    <svg
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      {scale.yTicks.map((value) => (
        <path key={value} {...thin} d={`M0 ${scale.yOf(value) * SIZE}H${SIZE}`} className="stroke-line" />
      ))}
      {series.map(({ key, values, area }, index) => {
        const runs = knownRuns(days, values, scale)
        return (
          <g key={key} style={{ color: colourOf(index) }}>
            {area ? <path d={runs.map(groundOf).join('')} fill="currentColor" opacity="0.16" /> : null}
            <path {...thin} d={runs.map(lineOf).join('')} stroke="currentColor" strokeWidth="2" />
            <path
              {...thin}
              d={runs.map(dotOf).join('')}
              stroke="currentColor"
              strokeWidth="6"
              strokeLinecap="round"
            />
          </g>
        )
      })}
      {markers.map((marker, index) => (
        <path
          key={index}
          {...thin}
          d={`M${(marker.x * SIZE).toFixed(1)} 0V${SIZE}`}
          className="stroke-warning"
          strokeDasharray={DASHES[marker.kind]}
        />
      ))}
    </svg>
  )
}

function nearestDay(days: readonly string[], { xOf }: ChartScale, share: number): number {
  const distances = days.map((day) => Math.abs(xOf(day) - share))
  return distances.indexOf(Math.min(...distances))
}

type Point = { x: string; y: string }

const onSquare = (share: number) => (share * SIZE).toFixed(1)

/** The points of a series, split where a value is unknown. */
function knownRuns(days: readonly string[], values: ChartSeries['values'], scale: ChartScale): Point[][] {
  const runs: Point[][] = [[]]
  days.forEach((day, index) => {
    const value = values[index] ?? null
    if (value === null) runs.push([])
    else runs.at(-1)?.push({ x: onSquare(scale.xOf(day)), y: onSquare(scale.yOf(value)) })
  })
  return runs.filter((run) => run.length > 0)
}

const lineOf = (run: readonly Point[]) => `M${run.map(({ x, y }) => `${x} ${y}`).join('L')}`

/** A day between days without a figure is no line: it is a dot, which a line without length with round ends is. */
const dotOf = (run: readonly Point[]) => (run.length === 1 ? `${lineOf(run)}h0` : '')

const groundOf = (run: readonly Point[]) => `${lineOf(run)}V${SIZE}H${run[0]?.x ?? 0}Z`
