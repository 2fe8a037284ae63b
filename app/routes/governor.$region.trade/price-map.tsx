import { type TradeStatistics } from '#app/lib/api-types.ts'
import { formatUnitPrice } from '#app/lib/format.ts'

type Port = TradeStatistics['prices'][number]

const MARGIN = 12

/** Ports at their places: circles use the good, squares make it; the dearer, the larger and the stronger the colour. */
export function PriceMap({ label, ports }: { label: string; ports: readonly Port[] }) {
  const priced = ports.flatMap(({ close }) => (close === null ? [] : [close]))
  if (ports.length === 0 || priced.length === 0) return null
  const [low, high] = [Math.min(...priced), Math.max(...priced)]
  const [left, top] = [Math.min(...ports.map(({ x }) => x)), Math.min(...ports.map(({ y }) => y))]
  const width = Math.max(...ports.map(({ x }) => x)) - left + 2 * MARGIN
  const height = Math.max(...ports.map(({ y }) => y)) - top + 2 * MARGIN
  const shareOf = (close: number) => (high === low ? 0.5 : (close - low) / (high - low))
  return (
    <figure className="px-4 pb-4 sm:px-6">
      <svg
        role="img"
        aria-label={`Map of the prices of ${label.toLowerCase()}; the table lists them`}
        viewBox={`0 0 ${width} ${height}`}
        className="border-line bg-surface-2 max-h-96 w-full rounded-[4px] border"
      >
        {ports.map(({ portId, name, sectorName, x, y, role, close }) => {
          const share = close === null ? 0 : shareOf(close)
          const [cx, cy, r] = [x - left + MARGIN, y - top + MARGIN, 2 + 3 * share]
          const look =
            close === null
              ? { fill: 'none', stroke: 'var(--ink-3)' }
              : { fill: 'var(--accent)', fillOpacity: 0.3 + 0.7 * share }
          const title = `${name}, ${sectorName}: ${close === null ? 'no trade before today' : formatUnitPrice(close)}`
          return role === 'sells' ? (
            <rect key={portId} x={cx - r} y={cy - r} width={2 * r} height={2 * r} {...look}>
              <title>{title}</title>
            </rect>
          ) : (
            <circle key={portId} cx={cx} cy={cy} r={r} {...look}>
              <title>{title}</title>
            </circle>
          )
        })}
      </svg>
      <figcaption className="text-ink-2 mt-2 text-sm">
        Squares make it, circles use it. Larger and stronger is dearer: {formatUnitPrice(low)} to{' '}
        {formatUnitPrice(high)} a unit. Outlines: no trade before today.
      </figcaption>
    </figure>
  )
}
