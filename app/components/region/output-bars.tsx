import { Star } from 'lucide-react'
import { COMMODITIES, type Commodity } from '#server/domain/economy/commodities.ts'
import { formatBasisPoints, formatNumber } from '#app/lib/format.ts'
import { cn } from '#app/lib/cn.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'

export type OutputBarsProps = {
  /** Output relative to an even distribution, in basis points: 10,000 is even. */
  factors: Record<Commodity, number>
  specialised: readonly Commodity[]
}

const EVEN = 10_000
const SCALE_MAX = 25_000

/** The region's output per commodity; a line marks the even share. */
export function OutputBars({ factors, specialised }: OutputBarsProps) {
  return (
    <figure>
      <figcaption className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">Output</span>
        <span className="text-ink-2 text-sm">100% = an even share</span>
      </figcaption>
      <ul aria-label="Output per commodity" className="grid gap-2.5">
        {COMMODITIES.map((good) => {
          const factor = factors[good]
          const isSpecialised = specialised.includes(good)
          return (
            <li key={good} className="grid grid-cols-[6.5rem_minmax(0,1fr)_4rem] items-center gap-3">
              <span className="flex items-center gap-1.5 text-sm">
                {COMMODITY_LABELS[good]}
                {isSpecialised ? (
                  <>
                    <Star aria-hidden className="text-warning size-3.5 fill-current" />
                    <span className="sr-only">, specialised</span>
                  </>
                ) : null}
              </span>
              <span aria-hidden className="bg-surface-3 relative h-4">
                <span
                  className={cn(
                    'block h-full [background-image:repeating-linear-gradient(115deg,transparent_0_9px,color-mix(in_oklab,var(--bg)_24%,transparent)_9px_11px)] transition-[width] duration-150',
                    factor >= EVEN ? 'bg-accent' : 'bg-ink-3',
                  )}
                  style={{ width: `${Math.min(100, (factor / SCALE_MAX) * 100)}%` }}
                />
                <span
                  className="bg-ink absolute -inset-y-0.5 w-px"
                  style={{ left: `${(EVEN / SCALE_MAX) * 100}%` }}
                />
              </span>
              <span className="numerals text-right text-sm font-semibold" title={formatBasisPoints(factor)}>
                {formatNumber(factor / 100)}%
              </span>
            </li>
          )
        })}
      </ul>
    </figure>
  )
}
