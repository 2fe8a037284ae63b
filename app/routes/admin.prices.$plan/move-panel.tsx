import { ProvenForm } from '#app/components/account/proven-form.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCount } from '#app/lib/format.ts'
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

function AnnounceForm({ plan, ...proving }: PriceFormProps) {
  const target = `${plan.priceOnSale} ${plan.currency}`
  return (
    <Panel
      title="Move its subscribers to the price on sale"
      description={`${formatCount(plan.subscribers, 'subscriber')} get a notice and a mail now. PayPal is told in ${NOTICE_DAYS} days, tells them again, and bills the new price ten days later. Until PayPal is told you can cancel this.`}
    >
      <ProvenForm
        {...proving}
        hidden={{ intent: 'announce' }}
        confirm={target}
        submit={`Announce ${target}`}
      />
    </Panel>
  )
}

function CancelForm({
  plan,
  move,
  ...proving
}: PriceFormProps & { move: NonNullable<PriceFormProps['plan']['move']> }) {
  return (
    <Panel title={`A move to ${move.price} ${plan.currency} is announced`}>
      <p className="text-ink-2 mb-4">
        PayPal is told on <Time at={move.movesAt} format="date-time" />. Until then its subscribers can be
        left at {plan.price}; they are told so.
      </p>
      <ProvenForm
        {...proving}
        hidden={{ intent: 'cancel', priceId: move.priceId }}
        submit="Cancel the move"
        variant="secondary"
      />
    </Panel>
  )
}
