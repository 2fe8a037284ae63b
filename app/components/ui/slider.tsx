import { useId, useState, type CSSProperties, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { formatNumber } from '#app/lib/format.ts'
import { useReadNumber } from '#app/lib/reader.tsx'
import { NumberInput } from './number-input.tsx'

export type SliderProps = {
  label: string
  name: string
  min: number
  max: number
  step?: number
  /** A number, or the refused text. */
  defaultValue: number | string | undefined
  /** Called with each valid value. */
  onValueChange?: (value: number) => void
  /** Called with each text, valid or not. */
  onTextChange?: (text: string) => void
  /** Unit after the number: "%", "cr", "×". */
  unit?: string
  hint?: ReactNode
  error?: string | null
  disabled?: boolean
  className?: string
}

/**
 * A number within bounds, to drag or type. The form sends the text field as typed, so it works without JavaScript. A
 * refused value stays, with its bound beside it.
 */
export function Slider(props: SliderProps) {
  const { label, name, min, max, step = 1, unit, hint, error, disabled = false, className } = props
  const [text, setText] = useState(String(props.defaultValue ?? ''))
  // Half a number is no error while typing.
  const [isTyping, setTyping] = useState(false)
  const readNumber = useReadNumber()
  const noteId = useId()
  const typed = readNumber(text)
  const isWithin = typed >= min && typed <= max
  const value = Number.isNaN(typed) ? min : Math.min(max, Math.max(min, typed))
  const set = (next: string) => {
    setText(next)
    props.onTextChange?.(next)
    const number = readNumber(next)
    if (number >= min && number <= max) props.onValueChange?.(number)
  }
  const bound = `Enter a number from ${formatNumber(min, 2)} to ${formatNumber(max, 2)}.`
  const problem = error ?? (isWithin || isTyping || disabled ? null : bound)
  const note = problem ?? hint

  return (
    <div className={cn('grid content-start gap-2', className)}>
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        <span className="flex items-center gap-2">
          <NumberInput
            id={name}
            name={name}
            inputMode={Number.isInteger(step) ? 'numeric' : 'decimal'}
            disabled={disabled}
            aria-describedby={noteId}
            aria-invalid={problem ? true : undefined}
            className="w-28 py-1 text-right text-lg font-semibold"
            value={text}
            onChange={(event) => {
              setTyping(true)
              set(event.target.value)
            }}
            onBlur={() => setTyping(false)}
          />
          {unit === undefined ? null : <span className="text-ink-2 w-5">{unit}</span>}
        </span>
      </div>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={`${formatNumber(value, 2)}${unit === undefined ? '' : ` ${unit}`}`}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        value={value}
        onChange={(event) => set(event.target.value)}
        style={filledTo(max > min ? (value - min) / (max - min) : 1)}
        className="slider noscript:invisible"
      />
      <div className="text-ink-3 numerals flex justify-between text-xs">
        <span>{formatNumber(min, 2)}</span>
        <span>{formatNumber(max, 2)}</span>
      </div>
      <p id={noteId} className={cn('text-sm', problem ? 'text-danger' : 'text-ink-2', !note && 'hidden')}>
        {note}
      </p>
    </div>
  )
}

const filledTo = (share: number): CSSProperties & { '--filled': string } => ({
  '--filled': `${share * 100}%`,
})
