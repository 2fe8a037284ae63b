import { useId, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type MeterProps = {
  label: ReactNode
  value: number
  max: number
  /** The value as text: "41 of 120 have voted". */
  text: string
  /** A threshold such as a quorum, in the same unit. */
  mark?: { at: number; label: string }
  tone?: 'accent' | 'success' | 'warning' | 'danger'
  className?: string
}

const FILLS = { accent: 'bg-accent', success: 'bg-success', warning: 'bg-warning', danger: 'bg-danger' }

const share = (value: number, max: number) => (max <= 0 ? 0 : Math.min(100, Math.max(0, (value / max) * 100)))

/** Part of a whole: turnout, capacity, turns left. */
export function Meter({ label, value, max, text, mark, tone = 'accent', className }: MeterProps) {
  const labelId = useId()
  return (
    <div className={cn('grid gap-1.5', className)}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span id={labelId} className="text-ink-2 text-sm">
          {label}
        </span>
        <span className="numerals text-sm font-semibold">{text}</span>
      </div>
      <div
        role="meter"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={mark === undefined ? text : `${text}; ${mark.label}`}
        className="bg-surface-3 relative h-2 rounded-[2px]"
      >
        <div className={cn('h-full rounded-[2px]', FILLS[tone])} style={{ width: `${share(value, max)}%` }} />
        {mark === undefined ? null : (
          <span
            className="bg-ink absolute -top-1 h-4 w-0.5 -translate-x-1/2"
            style={{ left: `${share(mark.at, max)}%` }}
          />
        )}
      </div>
      {mark === undefined ? null : <p className="text-ink-2 text-xs">{mark.label}</p>}
    </div>
  )
}
