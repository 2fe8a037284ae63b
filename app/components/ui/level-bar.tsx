import { formatNumber } from '#app/lib/format.ts'
import { cn } from '#app/lib/cn.ts'

export type LevelBarProps = {
  /** Name of the level, such as "Security". */
  label: string
  /** 0–10; averages may have decimals. */
  level: number
  /** Hides the label visually; screen readers still announce it. */
  hideLabel?: boolean
  className?: string
}

const CELLS = Array.from({ length: 10 }, (_, index) => index)

/** A level from 0 to 10, drawn as ten cells. */
export function LevelBar({ label, level, hideLabel = false, className }: LevelBarProps) {
  const figure = formatNumber(level, 1)
  return (
    <div className={cn('flex items-center gap-3', className)}>
      {hideLabel ? null : <span className="text-ink-2 w-28 shrink-0 text-sm">{label}</span>}
      <span role="img" aria-label={`${label}: ${figure} of 10`} className="flex items-center gap-2.5">
        <span className="flex gap-[3px]">
          {CELLS.map((cell) => (
            <span key={cell} className="bg-surface-3 h-3.5 w-1.5 -skew-x-12 overflow-hidden">
              <span
                className="bg-accent block h-full"
                style={{ width: `${Math.min(1, Math.max(0, level - cell)) * 100}%` }}
              />
            </span>
          ))}
        </span>
        <span className="numerals w-8 text-right text-sm font-semibold">{figure}</span>
      </span>
    </div>
  )
}
