import { ArrowDownRight, ArrowUpRight, Minus } from 'lucide-react'
import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type StatDelta = {
  /** Formatted text, for example from formatSigned. */
  text: string
  direction: 'up' | 'down' | 'flat'
  /** Whether this direction is good; neutral if undefined. */
  good?: boolean
}

export type StatTileProps = {
  label: ReactNode
  /** Formatted text. */
  value: ReactNode
  unit?: ReactNode
  delta?: StatDelta
  /** Age of the figure: a relative Time. */
  age?: ReactNode
  icon?: ReactNode
  /** A Sparkline or a detail line. */
  children?: ReactNode
  className?: string
}

const ARROWS = { up: ArrowUpRight, down: ArrowDownRight, flat: Minus }

/** One large figure. Put several into a StatGrid. */
export function StatTile({ label, value, unit, delta, age, icon, children, className }: StatTileProps) {
  const Arrow = ARROWS[delta?.direction ?? 'flat']
  return (
    <div
      className={cn('notch notch-lit flex min-w-0 flex-col gap-1 p-4 [--notch-size:12px] sm:p-5', className)}
    >
      <p className="eyebrow text-ink-2 flex items-center gap-2">
        {icon === undefined ? null : (
          <span aria-hidden className="text-accent [&>svg]:size-4">
            {icon}
          </span>
        )}
        {label}
      </p>
      <p className="numerals text-[1.75rem] leading-9 font-semibold sm:text-[2rem] sm:leading-10">
        {value}
        {unit === undefined ? null : <span className="text-ink-2 ml-1.5 text-base font-medium">{unit}</span>}
      </p>
      {delta === undefined ? null : (
        <p
          className={cn(
            'numerals flex items-center gap-1 text-sm font-medium',
            delta.good === undefined ? 'text-ink-2' : delta.good ? 'text-success' : 'text-danger',
          )}
        >
          <Arrow aria-hidden className="size-4" />
          {delta.text}
        </p>
      )}
      {children}
      {age === undefined ? null : <p className="text-ink-3 mt-auto pt-1 text-xs">{age}</p>}
    </div>
  )
}

export function StatGrid({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn('grid gap-3 sm:gap-4 min-[26rem]:grid-cols-2 lg:grid-cols-4', className)}>
      {children}
    </div>
  )
}
