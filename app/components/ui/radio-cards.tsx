import { type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'

export type RadioCard = {
  value: string
  label: ReactNode
  description?: ReactNode
  icon?: ReactNode
  disabled?: boolean
}

export type RadioCardsProps = {
  legend: ReactNode
  name: string
  options: readonly RadioCard[]
  defaultValue?: string
  value?: string
  onValueChange?: (value: string) => void
  hint?: ReactNode
  error?: string | null
  required?: boolean
  className?: string
  /** Columns at full width; always one on a phone. */
  columns?: 1 | 2 | 3
}

const COLUMNS = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' }

/** A choice between a few options that need an explanation each. */
export function RadioCards(props: RadioCardsProps) {
  const { legend, name, options, defaultValue, value, onValueChange, hint, error, required, className } =
    props
  const noteId = `${name}-note`
  const note = error ?? hint
  return (
    <fieldset id={name} className={className} aria-describedby={note ? noteId : undefined}>
      <legend className="mb-2 font-medium">{legend}</legend>
      <div className={cn('grid gap-3', COLUMNS[props.columns ?? 3])}>
        {options.map((option) => (
          <label
            key={option.value}
            className="notch has-focus-visible:outline-accent has-checked:notch-lit flex cursor-pointer gap-3 p-4 transition-colors [--notch-fill:var(--surface-2)] [--notch-line:var(--line-strong)] [--notch-size:10px] hover:[--notch-fill:var(--surface-3)] has-checked:[--notch-fill:color-mix(in_oklab,var(--accent)_12%,var(--surface))] has-checked:[--notch-line:var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-disabled:cursor-not-allowed has-disabled:opacity-55"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              required={required}
              disabled={option.disabled}
              className="border-line-strong checked:border-accent mt-0.5 size-5 shrink-0 cursor-pointer appearance-none rounded-full border bg-transparent outline-none checked:border-[6px]"
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value })}
              onChange={() => onValueChange?.(option.value)}
            />
            <span className="min-w-0">
              <span className="flex items-center gap-2 font-semibold">
                {option.icon}
                {option.label}
              </span>
              {option.description === undefined ? null : (
                <span className="text-ink-2 mt-1 block text-sm">{option.description}</span>
              )}
            </span>
          </label>
        ))}
      </div>
      {note ? (
        <p id={noteId} className={cn('mt-2 text-sm', error ? 'text-danger' : 'text-ink-2')}>
          {note}
        </p>
      ) : null}
    </fieldset>
  )
}
