import type UPlot from 'uplot'
import { formatDate, formatDateTime, type Instant } from '#app/lib/format.ts'

export type ChartSeries = {
  key: string
  label: string
  values: readonly (number | null)[]
  /** Fills the area under the line. */
  area?: boolean
}

export type ChartMarker = { at: Instant; label: string; kind: 'law' | 'election' | 'treaty' }

export type ChartSetup = {
  uPlot: typeof UPlot
  width: number
  height: number
  series: readonly ChartSeries[]
  markers: readonly ChartMarker[]
  /** Resolves a CSS colour to a value that the canvas understands. */
  colour: (css: string) => string
  colourOf: (seriesIndex: number) => string
  format: (value: number) => string
  onCursor: (index: number | null) => void
}

const DASHES = { law: [4, 4], election: [1, 3], treaty: [10, 4] }

const HOUR_SECONDS = 3600

/** In UTC like the data: `20 Oct` for ticks a day or more apart, otherwise the hour. */
const tickLabel = (seconds: number, stepSeconds: number): string =>
  stepSeconds >= 24 * HOUR_SECONDS
    ? formatDate(seconds * 1000, 'UTC').replace(/ \d+$/, '')
    : formatDateTime(seconds * 1000, 'UTC').replace(/^.*, /, '')

/** uPlot's options in the game's colours, with numbered vertical lines for the markers. */
export const chartOptions = (setup: ChartSetup): UPlot.Options => {
  const { uPlot, width, height, series, markers, colour, colourOf, format, onCursor } = setup
  const ink = colour('var(--ink-2)')
  const grid = { stroke: colour('color-mix(in oklab, var(--line) 70%, transparent)'), width: 1 }
  const font = "500 12px 'Oxanium Variable', sans-serif"
  const axis = { stroke: ink, font, grid, ticks: { ...grid, size: 4 } }
  const markerColour = colour('var(--warning)')

  const drawMarkers = (plot: UPlot) => {
    const context = plot.ctx
    context.save()
    context.strokeStyle = markerColour
    context.fillStyle = markerColour
    context.font = `600 ${12 * uPlot.pxRatio}px 'Oxanium Variable', sans-serif`
    context.textAlign = 'center'
    context.lineWidth = uPlot.pxRatio
    // Numbers that are too close to read are joined above the first of their lines.
    const texts: { x: number; top: number; text: string }[] = []
    markers.forEach((marker, index) => {
      const x = plot.valToPos(new Date(marker.at).getTime() / 1000, 'x', true)
      const { left, top, width: across, height: down } = plot.bbox
      if (x < left || x > left + across) return
      context.setLineDash(DASHES[marker.kind].map((length) => length * uPlot.pxRatio))
      context.beginPath()
      context.moveTo(x, top)
      context.lineTo(x, top + down)
      context.stroke()
      const last = texts.at(-1)
      if (last && x - last.x < 14 * uPlot.pxRatio) last.text += `, ${index + 1}`
      else texts.push({ x, top, text: String(index + 1) })
    })
    for (const { x, top, text } of texts) context.fillText(text, x, top - 4 * uPlot.pxRatio)
    context.restore()
  }

  return {
    width,
    height,
    padding: [20, 12, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_plot, min, max) => uPlot.rangeNum(min, max, 0.12, true) } },
    axes: [
      {
        ...axis,
        space: 70,
        values: (_plot, splits, _axis, _space, stepSeconds) =>
          splits.map((seconds) => tickLabel(seconds, stepSeconds)),
      },
      { ...axis, size: 64, values: (_plot, splits) => splits.map((value) => format(value)) },
    ],
    series: [
      {},
      ...series.map((one, index) => {
        const stroke = colour(colourOf(index))
        const fill = colour(`color-mix(in oklab, ${colourOf(index)} 16%, transparent)`)
        return { label: one.label, stroke, width: 2, points: { show: false }, ...(one.area ? { fill } : {}) }
      }),
    ],
    hooks: { draw: [drawMarkers], setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
  }
}
