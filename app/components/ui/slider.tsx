import { Slider as Radix } from 'radix-ui'
import { useId, useState, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { formatNumber } from '#app/lib/format.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'

export type SliderProps = {
  label: string
  name: string
  min: number
  max: number
  step?: number
  defaultValue: number
  /** With `onValueChange`: controlled. */
  value?: number
  onValueChange?: (value: number) => void
  /** Stands behind the number: "%", "cr", "×". */
  unit?: string
  hint?: ReactNode
  error?: string | null
  disabled?: boolean
  className?: string
}

/** A number within bounds: drag it or type it. The number field is what the form sends, so it works without script too. */
export function Slider(props: SliderProps) {
  const { label, name, min, max, step = 1, unit, hint, error, disabled = false, className } = props
  const [own, setOwn] = useState(props.defaultValue)
  const [text, setText] = useState<string | null>(null)
  const hydrated = useHydrated()
  const noteId = useId()
  const value = props.value ?? own
  const clamp = (next: number) => Math.min(max, Math.max(min, next))
  const set = (next: number) => {
    setOwn(next)
    props.onValueChange?.(next)
  }
  const note = error ?? hint

  return (
    <div className={cn('grid content-start gap-2', className)}>
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        <span className="flex items-center gap-2">
          <input
            id={name}
            name={name}
            type="number"
            inputMode="decimal"
            min={min}
            max={max}
            step={step}
            disabled={disabled}
            aria-describedby={noteId}
            aria-invalid={error ? true : undefined}
            className="control numerals w-28 py-1 text-right text-lg font-semibold"
            value={text ?? String(value)}
            onChange={(event) => {
              setText(event.target.value)
              const next = event.target.valueAsNumber
              if (Number.isFinite(next) && next >= min && next <= max) set(next)
            }}
            onBlur={() => {
              if (text !== null && Number.isFinite(Number(text)) && text !== '') set(clamp(Number(text)))
              setText(null)
            }}
          />
          {unit === undefined ? null : <span className="text-ink-2 w-5">{unit}</span>}
        </span>
      </div>
      {hydrated ? (
        <Radix.Root
          value={[clamp(value)]}
          min={min}
          max={max}
          step={step}
          disabled={disabled}
          onValueChange={([next]) => {
            setText(null)
            if (next !== undefined) set(next)
          }}
          className="relative flex h-8 touch-none items-center select-none data-disabled:opacity-55"
        >
          <Radix.Track className="bg-surface-3 border-line-strong relative h-2 grow rounded-[3px] border">
            <Radix.Range className="bg-accent absolute h-full rounded-[2px] shadow-[0_0_12px_var(--glow)]" />
          </Radix.Track>
          <Radix.Thumb
            aria-label={label}
            aria-valuetext={`${formatNumber(value, 2)}${unit === undefined ? '' : ` ${unit}`}`}
            className="border-accent bg-surface block size-6 rotate-45 cursor-grab rounded-[4px] border-2 shadow-[0_0_14px_var(--glow)] active:cursor-grabbing"
          />
        </Radix.Root>
      ) : (
        <div className="h-8" />
      )}
      <div className="text-ink-3 numerals flex justify-between text-xs">
        <span>{formatNumber(min, 2)}</span>
        <span>{formatNumber(max, 2)}</span>
      </div>
      <p id={noteId} className={cn('text-sm', error ? 'text-danger' : 'text-ink-2', !note && 'hidden')}>
        {note}
      </p>
    </div>
  )
}
