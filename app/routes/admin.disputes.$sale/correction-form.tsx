import { ProvenForm, type Proving } from '#app/components/account/proven-form.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { type Payment } from './payment-tables.tsx'

export type CorrectionFormProps = Proving & { payment: Payment }

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
export function CorrectionForm({ payment, ...proving }: CorrectionFormProps) {
  if (!payment.isAnythingTaken && !payment.isAnythingLeft) return null
  const act = payment.isAnythingTaken ? 'give-back' : 'take-back'
  const { title, text, label } = WORDS[act]
  return (
    <Panel title={title} description={text}>
      <ProvenForm {...proving} hidden={{ act }} confirm={payment.saleId} submit={label}>
        <Field label="Reason, for the audit log">
          <Textarea name="reason" required minLength={3} maxLength={500} rows={2} />
        </Field>
      </ProvenForm>
    </Panel>
  )
}
