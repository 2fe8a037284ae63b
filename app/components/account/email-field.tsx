import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { EMAIL_MAX_LENGTH } from '#server/domain/identity/email.ts'

type EmailFieldProps = {
  name?: string
  label?: string
  hint?: string
  error: string | null | undefined
  defaultValue: string | undefined
  /** `username` where one logs in with it; `off` where it is somebody else’s. */
  autoComplete?: 'username' | 'username webauthn' | 'email' | 'off'
}

/** An e-mail address: one keyboard, one bound, no spelling marks, wherever one is typed. */
export function EmailField({
  name = 'email',
  label = 'E-mail address',
  hint,
  error,
  defaultValue,
  autoComplete = 'username',
}: EmailFieldProps) {
  return (
    <Field label={label} hint={hint} error={error ?? null}>
      <Input
        name={name}
        type="email"
        autoComplete={autoComplete}
        defaultValue={defaultValue}
        maxLength={EMAIL_MAX_LENGTH}
        required
        spellCheck={false}
      />
    </Field>
  )
}
