import { Form, useNavigation } from '@remix-run/react'
import { type ReactNode } from 'react'
import { Button, type ButtonProps } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { type ProofFailure } from '#app/lib/proof-failure.ts'
import { RefusedFields, useRefusedForm } from '#app/lib/refused-form.tsx'
import { ProofFields, type ProofFieldsProps } from './proof-fields.tsx'

/** What a page knows for such a form: whether a proof is due, and how it was refused. */
export type Proving = {
  proof: ProofFieldsProps['proof']
  failure: (ProofFailure & { message: string }) | null
}

export type ProvenFormProps = Proving & {
  /** Sent along; they also tell which form of the page was refused. */
  hidden?: Record<string, string>
  /** What has to be typed to confirm; nothing if it is left out. */
  confirm?: string
  /** Words of the button. */
  submit: ReactNode
  variant?: ButtonProps['variant']
  /** Fields of its own. */
  children?: ReactNode
}

/** A form for what must not happen by a slip or by a stranger at an open browser: typed confirmation, and proof of who it is. */
export function ProvenForm(props: ProvenFormProps) {
  const { proof, hidden = {}, confirm, submit, variant = 'danger', children } = props
  // Another form of the page may have been refused.
  const failure = useRefusedForm(hidden) ? props.failure : null
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className="grid max-w-lg gap-4">
      <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <RefusedFields hidden={hidden}>
        {children}
        {confirm === undefined ? null : (
          <Field label={`Type ${confirm} to confirm`} error={failure?.fields.confirmation}>
            <Input name="confirmation" required maxLength={100} autoComplete="off" />
          </Field>
        )}
      </RefusedFields>
      <ProofFields proof={proof} failure={failure} />
      <div>
        <Button type="submit" variant={variant} pending={busy}>
          {submit}
        </Button>
      </div>
    </Form>
  )
}
