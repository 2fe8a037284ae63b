import { Check } from 'lucide-react'
import { forwardRef, type InputHTMLAttributes, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  label: ReactNode
  hint?: ReactNode
}

export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(
  { label, hint, className, ...rest },
  ref,
) {
  return (
    <label
      className={cn(
        'flex min-h-8 cursor-pointer items-start gap-3 py-1 has-disabled:text-ink-2 has-disabled:cursor-not-allowed',
        className,
      )}
    >
      <span className="relative mt-px grid size-6 shrink-0 place-items-center">
        <input
          ref={ref}
          type="checkbox"
          className="peer border-line-strong bg-surface-2 checked:border-accent checked:bg-accent size-6 cursor-pointer appearance-none rounded-[4px] border transition-colors disabled:cursor-not-allowed disabled:opacity-55"
          {...rest}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="text-on-accent pointer-events-none absolute size-4 opacity-0 peer-checked:opacity-100"
        />
      </span>
      <span>
        <span className="block">{label}</span>
        {hint === undefined ? null : <span className="text-ink-2 block text-sm">{hint}</span>}
      </span>
    </label>
  )
})
