import { Form, useNavigation } from '@remix-run/react'
import { ProofFields, type ProofFieldsProps } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { type ProofFailure } from '#app/lib/proof-failure.ts'
import { SCOPE_TEXTS, TOKEN_NAME_MAX_LENGTH, TOKEN_SCOPES } from '#server/domain/identity/token-scopes.ts'

const LIFETIMES = [
  { value: '7', label: 'A week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
]

export type TokenFormProps = {
  proof: ProofFieldsProps['proof']
  failure: (ProofFailure & { message: string }) | null
  /** What was entered and refused. */
  values: { name: string; days: string; scopes: readonly string[] }
}

/** Makes a personal token. It outlives the session, so it asks who one is. */
export function TokenForm({ proof, failure, values }: TokenFormProps) {
  const isSending = useNavigation().formMethod === 'POST'
  return (
    <Form method="post" className="grid max-w-md gap-5">
      <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
      <Field
        label="Name"
        hint="What it is for, such as “Trader at home”."
        error={failure?.fields.name ?? null}
      >
        <Input name="name" defaultValue={values.name} required maxLength={TOKEN_NAME_MAX_LENGTH} />
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">This token may</legend>
        {TOKEN_SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            label={SCOPE_TEXTS[scope].label}
            hint={SCOPE_TEXTS[scope].text}
            defaultChecked={values.scopes.includes(scope)}
          />
        ))}
        {failure?.fields.scopes ? <p className="text-danger text-sm">{failure.fields.scopes}</p> : null}
        <p className="text-ink-2 text-sm">
          No token may change your account, pay, make tokens or administer the platform.
        </p>
      </fieldset>
      <Field label="Valid for" error={failure?.fields.days ?? null}>
        <Select name="days" defaultValue={values.days} options={LIFETIMES} />
      </Field>
      <ProofFields proof={proof} failure={failure} />
      <div>
        <Button type="submit" variant="primary" pending={isSending}>
          Make token
        </Button>
      </div>
    </Form>
  )
}
