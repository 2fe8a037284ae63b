import { Form, useNavigation } from '@remix-run/react'
import { ProofFields, type ProofFieldsProps } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { type ProofFailure } from '#app/lib/proof-failure.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type Plan = ApiOutputs['billing']['planPrice']
export type PriceFormProps = {
  plan: Plan
  proof: ProofFieldsProps['proof']
  failure: (ProofFailure & { message: string }) | null
}

export function ChangePriceForm({ plan, proof, failure }: PriceFormProps) {
  const busy = useNavigation().state !== 'idle'
  const hidden = { intent: 'change', plan: plan.plan }
  return (
    <Panel
      title="Change the price"
      description="New buyers pay it at once, and pages show it. Those who subscribed keep what they pay; you can announce a move to them afterwards."
    >
      <Form method="post" className="grid max-w-lg gap-4">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <RefusedFields hidden={hidden}>
          <Field
            label={`New price of a month in ${plan.currency}`}
            hint={`Now ${plan.price}.`}
            error={failure?.fields.price}
          >
            <Input name="price" required inputMode="decimal" maxLength={12} autoComplete="off" />
          </Field>
          <Field label={`Type ${plan.name} to confirm`} error={failure?.fields.confirmation}>
            <Input name="confirmation" required maxLength={100} autoComplete="off" />
          </Field>
        </RefusedFields>
        <ProofFields proof={proof} failure={failure} />
        <div>
          <Button type="submit" variant="danger" pending={busy}>
            Change the price
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
