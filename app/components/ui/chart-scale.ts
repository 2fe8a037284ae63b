import { extent, nice, ticks } from 'd3-array'
import { type Instant } from '#app/lib/format.ts'

export type ChartSeries = {
  key: string
  label: string
  values: readonly (number | null)[]
  /** Fills the area under the line. */
  area?: boolean
}

export type ChartMarker = { at: Instant; label: string; kind: 'law' | 'election' | 'treaty' }

/** Positions in a chart are shares (0–1) of its width from the left and of its height from the top. */
export type ChartScale = {
  xOf: (time: Instant) => number
  yOf: (value: number) => number
  /** Values of the horizontal lines. */
  yTicks: readonly number[]
  /** Indices of the days that are named below. */
  dayTicks: readonly number[]
}

const Y_TICKS = 5
const DAYS_NAMED = 8

export function chartScale(days: readonly string[], series: readonly ChartSeries[]): ChartScale {
  const [first = 0, last = 0] = [days[0], days.at(-1)].map((day) => Date.parse(day ?? ''))
  const [low, high] = valueRange(series)
  const step = Math.max(1, Math.ceil(days.length / DAYS_NAMED))
  return {
    xOf: (time) => (last > first ? (new Date(time).getTime() - first) / (last - first) : 0.5),
    yOf: (value) => (high - value) / (high - low),
    yTicks: ticks(low, high, Y_TICKS),
    dayTicks: days.flatMap((_, index) => (index % step === 0 ? [index] : [])),
  }
}

/** Round bounds of all values; from zero where that does not flatten the lines. */
function valueRange(series: readonly ChartSeries[]): [low: number, high: number] {
  const [least = 0, most = 0] = extent(
    series.flatMap(({ values }) => values),
    (value) => value,
  )
  if (least === most)
    return least === 0 ? [0, 1] : nice(Math.min(0, 2 * least), Math.max(0, 2 * least), Y_TICKS)
  const isNearZero = least > 0 && least < 2 * (most - least)
  return nice(isNearZero ? 0 : least, most, Y_TICKS)
}

/** Closer together, as a share of the width, the numbers of two markers could not be read. */
const MARKER_GAP = 0.04

export type PlacedMarker = { x: number; kind: ChartMarker['kind']; text: string | null }

/** The markers within the days, numbered from 1; numbers too close together stand above the first of their lines. */
export function placeMarkers(markers: readonly ChartMarker[], xOf: ChartScale['xOf']): PlacedMarker[] {
  const placed: PlacedMarker[] = []
  let named: PlacedMarker | null = null
  markers.forEach(({ at, kind }, index) => {
    const x = xOf(at)
    if (x < 0 || x > 1) return
    const number = String(index + 1)
    const isClose: boolean = named !== null && x - named.x < MARKER_GAP
    const marker: PlacedMarker = { x, kind, text: isClose ? null : number }
    if (isClose && named) named.text += `, ${number}`
    else named = marker
    placed.push(marker)
  })
  return placed
}
