import { Form, useNavigation } from '@remix-run/react'
import { ProofFields, type ProofFieldsProps } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { type ProofFailure } from '#app/lib/proof-failure.ts'
import { type Payment } from './payment-tables.tsx'

export type CorrectionFormProps = {
  payment: Payment
  proof: ProofFieldsProps['proof']
  failure: (ProofFailure & { message: string }) | null
}

const WORDS = {
  'give-back': {
    title: 'Give back what was taken',
    text: 'As if the dispute were won: the paid time comes back, the region opens, and PayPal bills again. No money moves.',
    label: 'Give back',
  },
  'take-back': {
    title: 'Count it as taken back',
    text: 'As if the buyer’s bank had reversed it: the region becomes read-only, and PayPal bills nothing more. No money moves.',
    label: 'Take back',
  },
} as const

/** Where PayPal’s events do not say what happened. Does what PayPal’s own events would do. */
export function CorrectionForm({ payment, proof, failure }: CorrectionFormProps) {
  const busy = useNavigation().state !== 'idle'
  if (!payment.isAnythingTaken && !payment.isAnythingLeft) return null
  const act = payment.isAnythingTaken ? 'give-back' : 'take-back'
  const { title, text, label } = WORDS[act]
  const hidden = { act }
  return (
    <Panel title={title} description={text}>
      <Form method="post" className="grid max-w-lg gap-4">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <input type="hidden" name="act" value={act} />
        <RefusedFields hidden={hidden}>
          <Field label="Reason, for the audit log" error={failure?.fields.reason}>
            <Textarea name="reason" required minLength={3} maxLength={500} rows={2} />
          </Field>
          <Field label={`Type ${payment.saleId} to confirm`} error={failure?.fields.confirmation}>
            <Input name="confirmation" required maxLength={100} autoComplete="off" />
          </Field>
        </RefusedFields>
        <ProofFields proof={proof} failure={failure} />
        <div>
          <Button type="submit" variant="danger" pending={busy}>
            {label}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
