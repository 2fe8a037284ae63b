import { Form, useNavigation } from '@remix-run/react'
import { ProofFields } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCount } from '#app/lib/format.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { NOTICE_DAYS } from '#server/domain/billing/plan-prices.ts'
import { type PriceFormProps } from './change-price-form.tsx'

/** Announces that subscribers of an earlier price will pay the one on sale, or takes that back. */
export function MovePanel(props: PriceFormProps) {
  const { plan } = props
  if (plan.move) return <CancelForm {...props} move={plan.move} />
  if (plan.price === plan.priceOnSale)
    return <Panel title="Its subscribers pay the price on sale">There is nothing to move.</Panel>
  return <AnnounceForm {...props} />
}

function AnnounceForm({ plan, proof, failure }: PriceFormProps) {
  const busy = useNavigation().state !== 'idle'
  const target = `${plan.priceOnSale} ${plan.currency}`
  const hidden = { intent: 'announce' }
  return (
    <Panel
      title="Move its subscribers to the price on sale"
      description={`${formatCount(plan.subscribers, 'subscriber')} get a notice and a mail now. PayPal is told in ${NOTICE_DAYS} days, tells them again, and bills the new price ten days later. Until PayPal is told you can cancel this.`}
    >
      <Form method="post" className="grid max-w-lg gap-4">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <input type="hidden" name="intent" value={hidden.intent} />
        <RefusedFields hidden={hidden}>
          <Field label={`Type ${target} to confirm`} error={failure?.fields.confirmation}>
            <Input name="confirmation" required maxLength={100} autoComplete="off" />
          </Field>
        </RefusedFields>
        <ProofFields proof={proof} failure={failure} />
        <div>
          <Button type="submit" variant="danger" pending={busy}>
            Announce {target}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

function CancelForm({
  plan,
  proof,
  failure,
  move,
}: PriceFormProps & { move: NonNullable<PriceFormProps['plan']['move']> }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Panel title={`A move to ${move.price} ${plan.currency} is announced`}>
      <p className="text-ink-2 mb-4">
        PayPal is told on <Time at={move.movesAt} format="date-time" />. Until then its subscribers can be
        left at {plan.price}; they are told so.
      </p>
      <Form method="post" className="grid max-w-lg gap-4">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <input type="hidden" name="intent" value="cancel" />
        <input type="hidden" name="priceId" value={move.priceId} />
        <ProofFields proof={proof} failure={failure} />
        <div>
          <Button type="submit" pending={busy}>
            Cancel the move
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
