import { OctagonAlert } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { TextWithTimes } from './text-with-times.tsx'

export type FieldErrors = Record<string, string | readonly string[] | undefined>

export type FormErrorProps = {
  /** General error text, with times in ISO format; null shows nothing unless there are field errors. */
  message?: ReactNode
  /** Name (= id of the control) → messages; each becomes a link to its control. */
  fieldErrors?: FieldErrors | null
  className?: string
}

/** Error summary of a form. Receives the focus when it appears. */
export function FormError({ message, fieldErrors, className }: FormErrorProps) {
  const box = useRef<HTMLDivElement>(null)
  const entries = Object.entries(fieldErrors ?? {}).flatMap(([field, texts]) =>
    texts === undefined || texts.length === 0 ? [] : [{ field, text: [texts].flat().join(' ') }],
  )
  const shown = Boolean(message) || entries.length > 0

  useEffect(() => {
    if (shown) box.current?.focus()
  }, [shown, message, fieldErrors])

  if (!shown) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className={cn(
        'notch flex gap-3 p-4 [--notch-fill:color-mix(in_oklab,var(--danger)_10%,var(--surface))] [--notch-line:var(--danger)] [--notch-size:10px]',
        className,
      )}
    >
      <OctagonAlert aria-hidden className="text-danger mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold">
          {typeof message === 'string' ? (
            <TextWithTimes text={message} />
          ) : (
            (message ?? 'Please check these fields.')
          )}
        </p>
        {entries.length > 0 ? (
          <ul className="mt-1 list-disc pl-5 text-sm">
            {entries.map(({ field, text }) => (
              <li key={field}>
                <a href={`#${field}`} className="link text-ink">
                  {text}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  )
}
