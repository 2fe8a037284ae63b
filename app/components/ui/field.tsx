import { CircleAlert } from 'lucide-react'
import { cloneElement, isValidElement, useId, type ReactElement, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { useRefusedField } from '#app/lib/refused-form.tsx'

export type ControlProps = {
  id?: string
  name?: string
  value?: string | number | readonly string[] | undefined
  defaultValue?: string | number | readonly string[] | undefined
  required?: boolean
  'aria-describedby'?: string
  'aria-invalid'?: true
}

export type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** Text, or the messages of the form's validation; nothing is shown for an empty list. */
  error?: string | readonly string[] | null
  /** Replaces the generated id; FormError links to the control by it. */
  id?: string
  optional?: boolean
  className?: string
  /** Exactly one Input, Textarea or Select; receives the id and descriptions. */
  children: ReactElement<ControlProps>
}

/** Connects label, control, hint and error for assistive technology. In `RefusedFields` it keeps what was entered. */
export function Field({ label, hint, error, id, optional = false, className, children }: FieldProps) {
  const generated = useId()
  const controlId = id ?? children.props.id ?? children.props.name ?? generated
  const refused = useRefusedField(children.props.name)
  const said = error ?? refused?.error
  const messages = said == null ? [] : typeof said === 'string' ? [said] : said
  const isKeptByPage = children.props.value !== undefined || refused?.entered === undefined
  const describedBy = [
    hint === undefined ? null : `${controlId}-hint`,
    messages.length > 0 ? `${controlId}-error` : null,
  ].filter((part) => part !== null)

  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <label
        htmlFor={controlId}
        className="flex flex-wrap items-baseline justify-between gap-x-3 font-medium"
      >
        {label}
        {optional ? <span className="text-ink-3 text-sm font-normal">optional</span> : null}
      </label>
      {isValidElement(children)
        ? cloneElement(children, {
            id: controlId,
            ...(isKeptByPage ? {} : { defaultValue: refused.entered }),
            ...(describedBy.length > 0 ? { 'aria-describedby': describedBy.join(' ') } : {}),
            ...(messages.length > 0 ? { 'aria-invalid': true as const } : {}),
          })
        : children}
      {hint === undefined ? null : (
        <p id={`${controlId}-hint`} className="text-ink-2 text-sm">
          {hint}
        </p>
      )}
      {messages.length > 0 ? (
        <p id={`${controlId}-error`} className="text-danger flex items-start gap-1.5 text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{messages.join(' ')}</span>
        </p>
      ) : null}
    </div>
  )
}
