import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Field } from './ui/field.tsx'
import { Input } from './ui/input.tsx'

export type PasswordFieldProps = {
  name: string
  label: string
  autoComplete: 'current-password' | 'new-password'
  hint?: string
  error?: string | undefined
}

/** A password field with a show/hide button; pasting and password managers work. */
export function PasswordField({ name, label, autoComplete, hint, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const hydrated = useHydrated()
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <Field id={name} label={label} error={error} {...(hint === undefined ? {} : { hint })}>
        <Input
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          required
          spellCheck={false}
          autoCapitalize="none"
        />
      </Field>
      {hydrated ? (
        <button
          type="button"
          aria-pressed={shown}
          aria-controls={name}
          onClick={() => setShown(!shown)}
          className="text-ink-2 hover:text-ink absolute top-0 right-0 flex min-h-6 items-center gap-1.5 text-sm"
        >
          <Icon aria-hidden className="size-4" />
          {shown ? 'Hide' : 'Show'}
          <span className="sr-only">{label.toLowerCase()}</span>
        </button>
      ) : null}
    </div>
  )
}
