import { ProvenForm, type Proving } from '#app/components/account/proven-form.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type Plan = ApiOutputs['billing']['planPrice']
export type PriceFormProps = Proving & { plan: Plan }

export const ChangePriceForm = ({ plan, ...proving }: PriceFormProps) => (
  <Panel
    title="Change the price"
    description="New buyers pay it at once, and pages show it. Those who subscribed keep what they pay; you can announce a move to them afterwards."
  >
    <ProvenForm
      {...proving}
      hidden={{ intent: 'change', plan: plan.plan }}
      confirm={plan.name}
      submit="Change the price"
    >
      <Field label={`New price of a month in ${plan.currency}`} hint={`Now ${plan.price}.`}>
        <Input name="price" required inputMode="decimal" maxLength={12} autoComplete="off" />
      </Field>
    </ProvenForm>
  </Panel>
)
