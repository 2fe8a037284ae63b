import { Form } from '@remix-run/react'
import { ProvenForm, type Proving } from '#app/components/account/proven-form.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type RefundLine } from '#app/lib/api-types.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { REFUND_REASON_LENGTH } from '#server/domain/billing/refunds.ts'

type Preview = ApiOutputs['billing']['previewRefund']

/** Shows what another amount would do; without one it is all that is left. */
export function AmountForm(props: { preview: Preview; typed: string; isWrong: boolean }) {
  const { preview, typed, isWrong } = props
  return (
    <Panel
      title="How much"
      description={`Up to ${preview.left} ${preview.payment.currency}. Leave it empty for all of it.`}
    >
      <Form method="get" className="flex flex-wrap items-end gap-3">
        <Field
          label={`Amount in ${preview.payment.currency}`}
          error={isWrong ? 'Write it like 12.50.' : undefined}
        >
          <Input name="amount" inputMode="decimal" defaultValue={typed} maxLength={10} autoComplete="off" />
        </Field>
        <Button type="submit">Show what it does</Button>
      </Form>
    </Panel>
  )
}

/** Asks for a reason, the buyer's callsign, and a proof where the log-in is older than ten minutes. */
export function RefundForm({
  preview,
  effect,
  ...proving
}: Proving & { preview: Preview; effect: NonNullable<Preview['effect']> }) {
  const { payment, buyer, nextChargeAt } = preview
  return (
    <Panel title={`Refund ${effect.amount} ${payment.currency}`}>
      <div className="grid max-w-lg gap-4">
        <DataList
          items={[
            { label: 'Paid until, now', value: <Until at={effect.paidThrough} /> },
            {
              label: 'Paid until, afterwards',
              value: <Until at={effect.paidThroughThen} />,
              note: 'Once that has passed, it is read-only until it is paid again.',
            },
            {
              label: 'Next charge',
              value: nextChargeAt === null ? 'None' : <Time at={nextChargeAt} format="date" />,
              note: nextChargeAt === null ? undefined : 'A refund does not cancel the subscription.',
            },
          ]}
        />
        <ProvenForm
          {...proving}
          hidden={{ intent: 'refund', amount: effect.amount }}
          confirm={buyer.callsign}
          submit={`Refund ${effect.amount} ${payment.currency}`}
        >
          <Field label="Reason, for administrators">
            <Input
              name="reason"
              required
              minLength={REFUND_REASON_LENGTH.min}
              maxLength={REFUND_REASON_LENGTH.max}
            />
          </Field>
        </ProvenForm>
      </div>
    </Panel>
  )
}

export const RetryForm = ({ refund, ...proving }: Proving & { refund: RefundLine }) => (
  <Panel title="PayPal refused a refund" description={refund.error ?? undefined}>
    <ProvenForm
      {...proving}
      hidden={{ intent: 'retry', refundId: refund.id }}
      submit={`Try again: ${refund.amount} ${refund.currency}`}
      variant="primary"
    />
  </Panel>
)

export const GiveUpForm = ({ refund, ...proving }: Proving & { refund: RefundLine }) => (
  <Panel
    title="PayPal has not answered"
    description="It is not asked again, since it may have forgotten the request and would pay twice. Look the payment up at PayPal. If the money went back there and is not listed above, correct the payment instead of refunding it again."
  >
    <ProvenForm
      {...proving}
      hidden={{ intent: 'give-up', refundId: refund.id }}
      submit={`End this refund: ${refund.amount} ${refund.currency}`}
    />
  </Panel>
)

const Until = ({ at }: { at: string | null }) => (at === null ? 'Not paid' : <Time at={at} />)
