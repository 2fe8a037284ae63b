import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'

export type CodeFieldProps = {
  /** Whether the account has an authenticator app; otherwise there are recovery codes only. */
  hasApp: boolean
  error?: string | undefined
}

/** Takes a code of the second factor, or a recovery code in its place. */
export function CodeField({ hasApp, error }: CodeFieldProps) {
  return (
    <Field
      label={hasApp ? 'Code' : 'Recovery code'}
      hint={
        hasApp
          ? 'Six digits from your authenticator app, or one of your recovery codes.'
          : 'One of your recovery codes.'
      }
      error={error ?? null}
    >
      <Input
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        required
        maxLength={100}
      />
    </Field>
  )
}
