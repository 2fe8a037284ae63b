import { Form, useNavigation } from '@remix-run/react'
import { ProofFields, type ProofFieldsProps } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type RefundLine } from '#app/lib/api-types.ts'
import { type ProofFailure } from '#app/lib/proof-failure.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { REFUND_REASON_LENGTH } from '#server/domain/billing/refunds.ts'

type Preview = ApiOutputs['billing']['previewRefund']
type Asking = {
  proof: ProofFieldsProps['proof']
  failure: (ProofFailure & { message: string; entered: Record<string, string> }) | null
}

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
  proof,
  failure,
}: Asking & { preview: Preview; effect: NonNullable<Preview['effect']> }) {
  const busy = useNavigation().state !== 'idle'
  const mine = failure?.entered.intent === 'refund' ? failure : null
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
        <Form method="post" className="grid gap-4">
          <FormError message={mine?.message} fieldErrors={mine?.fields ?? null} />
          <input type="hidden" name="intent" value="refund" />
          <input type="hidden" name="amount" value={effect.amount} />
          <RefusedFields hidden={{ intent: 'refund' }}>
            <Field label="Reason, for administrators" error={mine?.fields.reason}>
              <Input
                name="reason"
                required
                minLength={REFUND_REASON_LENGTH.min}
                maxLength={REFUND_REASON_LENGTH.max}
              />
            </Field>
            <Field label={`Type ${buyer.callsign} to confirm`} error={mine?.fields.confirmation}>
              <Input name="confirmation" required maxLength={100} autoComplete="off" />
            </Field>
          </RefusedFields>
          <ProofFields proof={proof} failure={mine} />
          <div>
            <Button type="submit" variant="danger" pending={busy}>
              Refund {effect.amount} {payment.currency}
            </Button>
          </div>
        </Form>
      </div>
    </Panel>
  )
}

export function RetryForm({ refund, proof, failure }: Asking & { refund: RefundLine }) {
  const busy = useNavigation().state !== 'idle'
  const mine = failure?.entered.intent === 'retry' ? failure : null
  return (
    <Panel title="PayPal refused a refund" description={refund.error ?? undefined}>
      <Form method="post" className="grid max-w-lg gap-4">
        <FormError message={mine?.message} fieldErrors={mine?.fields ?? null} />
        <input type="hidden" name="intent" value="retry" />
        <input type="hidden" name="refundId" value={refund.id} />
        <ProofFields proof={proof} failure={mine} />
        <div>
          <Button type="submit" variant="primary" pending={busy}>
            Try again: {refund.amount} {refund.currency}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

const Until = ({ at }: { at: string | null }) => (at === null ? 'Not paid' : <Time at={at} />)
