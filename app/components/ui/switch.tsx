import { forwardRef, type InputHTMLAttributes, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type SwitchProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role'> & {
  label: ReactNode
  hint?: ReactNode
}

/** A checkbox with on/off semantics: sent like any other checkbox, works without JavaScript. */
export const Switch = forwardRef<HTMLInputElement, SwitchProps>(function Switch(
  { label, hint, className, ...rest },
  ref,
) {
  return (
    <label
      className={cn(
        'flex min-h-8 cursor-pointer items-start justify-between gap-4 py-1 has-disabled:text-ink-2 has-disabled:cursor-not-allowed',
        className,
      )}
    >
      <span>
        <span className="block">{label}</span>
        {hint === undefined ? null : <span className="text-ink-2 block text-sm">{hint}</span>}
      </span>
      <span className="relative mt-px inline-flex h-6 w-11 shrink-0">
        <input
          ref={ref}
          type="checkbox"
          role="switch"
          className="peer border-line-strong bg-surface-3 checked:border-accent checked:bg-accent h-6 w-11 cursor-pointer appearance-none rounded-full border transition-colors disabled:cursor-not-allowed disabled:opacity-55"
          {...rest}
        />
        <span
          aria-hidden
          className="bg-ink-2 peer-checked:bg-on-accent pointer-events-none absolute top-1 left-1 size-4 rounded-full transition-transform peer-checked:translate-x-5"
        />
      </span>
    </label>
  )
})
