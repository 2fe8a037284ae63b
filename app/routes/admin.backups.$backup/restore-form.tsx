import { Form, useNavigation } from '@remix-run/react'
import { ProofFields, type ProofFieldsProps } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { type ProofFailure } from '#app/lib/proof-failure.ts'
import { type Preview } from './loss-panel.tsx'

export type RestoreFormProps = {
  preview: Preview
  proof: ProofFieldsProps['proof']
  failure: (ProofFailure & { message: string }) | null
}

/** Asks for the name, and for a proof where the log-in is older than ten minutes. */
export function RestoreForm({ preview, proof, failure }: RestoreFormProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Panel
      title="Restore"
      description="The galaxy is closed for some seconds or minutes. It is backed up as it is now first, so that this can be undone."
    >
      <Form method="post" className="grid max-w-lg gap-4">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <RefusedFields hidden={{}}>
          <Field label={`Type ${preview.name} to confirm`} error={failure?.fields.confirmation}>
            <Input name="confirmation" required maxLength={100} autoComplete="off" />
          </Field>
        </RefusedFields>
        <ProofFields proof={proof} failure={failure} />
        <div>
          <Button type="submit" variant="danger" pending={busy}>
            Restore {preview.displayName}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
