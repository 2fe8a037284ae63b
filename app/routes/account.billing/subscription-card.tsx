import { Form } from '@remix-run/react'
import { Banner } from '#app/components/ui/banner.tsx'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { TierChangeBanner } from './tier-change-banner.tsx'
import { PLANS } from '#server/domain/billing/plans.ts'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { type SubscriptionStatus } from '#server/domain/billing/subscription-status.ts'

const LOOKS: Record<SubscriptionStatus, { tone: Tone; label: string }> = {
  pending: { tone: 'info', label: 'Checkout open' },
  active: { tone: 'success', label: 'Paid' },
  grace: { tone: 'warning', label: 'Payment overdue' },
  suspended: { tone: 'danger', label: 'Suspended' },
  evacuating: { tone: 'danger', label: 'Evacuating' },
  archived: { tone: 'neutral', label: 'Archived' },
  terminated: { tone: 'neutral', label: 'Ended' },
  cancelled: { tone: 'neutral', label: 'Will not renew' },
  abandoned: { tone: 'neutral', label: 'Checkout expired' },
  handed_over: { tone: 'neutral', label: 'Handed over' },
}

const PAYABLE: readonly SubscriptionStatus[] = ['grace', 'suspended', 'evacuating', 'archived', 'cancelled']

export function SubscriptionCard({ subscription }: { subscription: SubscriptionView }) {
  const { status, stage, plan, paidThrough, cancelRequestedAt } = subscription
  const isCancelledCheckout = status === 'pending' && cancelRequestedAt !== null
  const look = isCancelledCheckout ? { tone: 'neutral' as const, label: 'Cancelled' } : LOOKS[status]
  const isOpenCheckout = status === 'pending' && !isCancelledCheckout
  const canCancel =
    cancelRequestedAt === null && (status === 'active' || PAYABLE.includes(status)) && status !== 'cancelled'
  // Without a name only one size is sold, and it is this.
  const canChangeSize = status === 'active' && cancelRequestedAt === null && Boolean(subscription.tier?.name)
  return (
    <Panel
      title={subscription.displayName ?? PLANS[plan].name}
      description={`${PLANS[plan].name}${subscription.tier?.name ? `: ${subscription.tier.name}` : ''}, ${subscription.price.value} ${subscription.price.currency} a month`}
      actions={<Badge tone={look.tone}>{look.label}</Badge>}
      footer={
        <div className="flex flex-wrap gap-3">
          {isOpenCheckout || stage === 'building' ? (
            <LinkButton to={`/checkout/${subscription.id}`} variant="primary" size="sm">
              {stage === 'building' ? 'Watch it being built' : 'Continue checkout'}
            </LinkButton>
          ) : null}
          {PAYABLE.includes(status) ? <PayAgainForm subscription={subscription} /> : null}
          {subscription.region && stage === 'ready' && subscription.region.status !== 'archived' ? (
            <LinkButton to={`/governor/${subscription.region.name}`} size="sm">
              Govern
            </LinkButton>
          ) : null}
          {canChangeSize ? (
            <LinkButton to={`/account/billing/size/${subscription.id}`} size="sm">
              Change size
            </LinkButton>
          ) : null}
          {canCancel || isOpenCheckout ? (
            <CancelDialog subscription={subscription} isCheckout={isOpenCheckout} />
          ) : null}
        </div>
      }
    >
      <div className="grid gap-4">
        {subscription.returning ? (
          <Banner tone="info" title="It comes back from the archive">
            {subscription.returning.stepLabel} ({subscription.returning.progress}%). You are told when it is
            open.
          </Banner>
        ) : null}
        {status === 'grace' && subscription.graceUntil ? (
          <Banner tone="warning" title="A payment failed">
            Everything keeps working until <Time at={subscription.graceUntil} />. PayPal will retry; you can
            also pay now.
          </Banner>
        ) : null}
        {subscription.disputedUntil ? (
          <Banner tone="danger" title="A payment was taken back">
            Your bank or PayPal returned a payment to you, so this is read-only and nothing more is billed.
            Nothing is lost: it waits for the dispute to end, until <Time at={subscription.disputedUntil} />{' '}
            at the latest. To reopen it at once, pay now, or end the dispute at PayPal.
          </Banner>
        ) : null}
        {subscription.announcedPrice ? (
          <Banner
            tone="info"
            title={`New price: ${subscription.announcedPrice.value} ${subscription.announcedPrice.currency} a month`}
          >
            Bills after <Time at={subscription.announcedPrice.from} format="date" /> may have it; a bill
            within ten days of then may still have the old price. If you do not want it, cancel before: what
            you paid for stays yours.
          </Banner>
        ) : null}
        {subscription.tierChange ? <TierChangeBanner subscription={subscription} /> : null}
        {subscription.moneyBack ? (
          <Banner tone="info" title="Your payment came too late">
            {subscription.moneyBack.value} {subscription.moneyBack.currency}{' '}
            {subscription.moneyBack.doneAt ? (
              <>
                was refunded on <Time at={subscription.moneyBack.doneAt} format="date" />
              </>
            ) : (
              'is going back to you through PayPal'
            )}
            : {whyTooLate(subscription)}. You are charged nothing further.
          </Banner>
        ) : null}
        <DataList
          items={[
            {
              label: 'Paid until',
              value: paidThrough ? <Time at={paidThrough} format="date" /> : 'Not paid yet',
            },
            ...(subscription.nextChargeAt
              ? [
                  {
                    label: 'Next charge',
                    value: (
                      <>
                        {subscription.nextPrice.value} {subscription.nextPrice.currency} on{' '}
                        <Time at={subscription.nextChargeAt} format="date" />
                      </>
                    ),
                  },
                ]
              : []),
            ...(cancelRequestedAt
              ? [{ label: 'Cancelled', value: <Time at={cancelRequestedAt} format="date" /> }]
              : []),
            { label: 'Started', value: <Time at={subscription.createdAt} format="date" /> },
            ...(subscription.paypalSubscriptionId
              ? [{ label: 'PayPal ID', value: subscription.paypalSubscriptionId }]
              : []),
          ]}
        />
      </div>
    </Panel>
  )
}

function whyTooLate({ status, takesOver }: SubscriptionView): string {
  if (status === 'handed_over') return 'somebody else had taken the region over'
  if (status === 'terminated') return 'it had ended for good'
  return takesOver ? 'the region could not be taken over any more' : 'another buyer had taken the name'
}

function PayAgainForm({ subscription }: { subscription: SubscriptionView }) {
  const isCancelled = subscription.status === 'cancelled' || subscription.paypalStatus === 'CANCELLED'
  return (
    <Form method="post" className="flex flex-wrap gap-3">
      <input type="hidden" name="id" value={subscription.id} />
      <Button type="submit" name="intent" value="pay-again" variant="primary" size="sm">
        {isCancelled ? 'Renew' : 'Pay now'}
      </Button>
      {isCancelled ? null : (
        <Button type="submit" name="intent" value="new-agreement" size="sm">
          Pay another way
        </Button>
      )}
    </Form>
  )
}

function CancelDialog({ subscription, isCheckout }: { subscription: SubscriptionView; isCheckout: boolean }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm">
          {isCheckout ? 'Cancel checkout' : 'Cancel subscription'}
        </Button>
      }
      title={isCheckout ? 'Cancel this checkout?' : 'Cancel this subscription?'}
      confirmLabel={isCheckout ? 'Cancel checkout' : 'Cancel subscription'}
      backLabel={isCheckout ? 'Keep checkout' : 'Keep subscription'}
      fields={{ intent: 'cancel', id: subscription.id }}
    >
      {isCheckout ? (
        'Nothing has been charged. If you reserved a name, others can take it right away.'
      ) : (
        <>
          You will not be charged again.{' '}
          {subscription.paidThrough ? (
            <>
              It stays yours until <Time at={subscription.paidThrough} format="date" />
              {subscription.region
                ? ', then the region becomes read-only. The pricing page says how long its data is kept'
                : ''}
              . You can renew any time before.
            </>
          ) : null}
        </>
      )}
    </ConfirmDialog>
  )
}
