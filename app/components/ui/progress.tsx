import { Check, LoaderCircle, X } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type ProgressProps = {
  label: ReactNode
  /** 0–100; null if unknown. */
  percent: number | null
  /** The current step. */
  detail?: ReactNode
  className?: string
}

export function Progress({ label, percent, detail, className }: ProgressProps) {
  const labelId = useId()
  const shown = percent === null ? null : Math.round(Math.min(100, Math.max(0, percent)))
  return (
    <div className={cn('grid gap-2', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <span id={labelId} className="font-medium">
          {label}
        </span>
        <span className="numerals text-accent text-lg font-semibold">
          {shown === null ? 'working' : `${shown}%`}
        </span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={shown ?? undefined}
        className="border-line-strong bg-surface-3 h-3 overflow-hidden rounded-[3px] border p-px"
      >
        <div
          className={cn(
            'bg-accent h-full rounded-[2px] shadow-[0_0_14px_var(--accent)] transition-[width] duration-500 [background-image:repeating-linear-gradient(115deg,transparent_0_9px,color-mix(in_oklab,var(--bg)_28%,transparent)_9px_11px)]',
            shown === null && 'animate-scan',
          )}
          style={{ width: `${shown ?? 100}%` }}
        />
      </div>
      {detail === undefined ? null : <p className="text-ink-2 text-sm">{detail}</p>}
    </div>
  )
}

export type Step = {
  key: string
  label: ReactNode
  state: 'done' | 'running' | 'waiting' | 'failed'
  detail?: ReactNode
}

const STEP_WORDS = { done: 'done', running: 'in progress', waiting: 'waiting', failed: 'failed' }

/** The steps of provisioning and generation with their states. */
export function ProgressSteps({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol aria-label={label} className="grid">
      {steps.map((step) => (
        <li
          key={step.key}
          aria-current={step.state === 'running' ? 'step' : undefined}
          className="before:bg-line relative flex gap-3 pb-4 before:absolute before:top-8 before:bottom-0 before:left-3.5 before:w-px last:pb-0 last:before:hidden"
        >
          <span
            aria-hidden
            className={cn(
              'grid size-7 shrink-0 place-items-center rounded-full border [&>svg]:size-4',
              step.state === 'done' && 'border-success text-success',
              step.state === 'running' && 'border-accent text-accent shadow-[0_0_14px_var(--glow)]',
              step.state === 'failed' && 'border-danger text-danger',
              step.state === 'waiting' && 'border-line-strong text-ink-3',
            )}
          >
            {step.state === 'done' ? <Check /> : null}
            {step.state === 'running' ? <LoaderCircle className="animate-spin" /> : null}
            {step.state === 'failed' ? <X /> : null}
          </span>
          <div className={cn('min-w-0 pt-0.5', step.state === 'waiting' && 'text-ink-2')}>
            <p className={cn(step.state === 'running' && 'font-semibold')}>
              {step.label}
              <span className="sr-only">: {STEP_WORDS[step.state]}</span>
            </p>
            {step.detail === undefined ? null : <p className="text-ink-2 text-sm">{step.detail}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}
