import { CircleCheck } from 'lucide-react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { LookAgain } from './look-again.tsx'
import { GALACTIC_CITIZENSHIP_LIMIT } from '#server/domain/membership/citizenship-limits.ts'

type StageProps = { subscription: SubscriptionView }

export function ConfirmingStage({ subscription }: StageProps) {
  const isApproved = subscription.stage === 'confirming'
  return (
    <Panel
      title="Confirming with PayPal"
      description="We wait for PayPal to tell us of the payment; this usually takes seconds. You may leave this page, nothing depends on it."
    >
      <div className="grid gap-5" aria-live="polite">
        <Progress
          label={isApproved ? 'Approved, waiting for the payment' : 'Waiting for PayPal’s word'}
          percent={null}
        />
        <LookAgain subscriptionId={subscription.id} />
        {isApproved ? null : (
          <p className="text-ink-2 text-sm">
            Not approved after all?{' '}
            <a className="link" href={`/checkout/${subscription.id}`}>
              Back to the payment
            </a>
          </p>
        )}
      </div>
    </Panel>
  )
}

export function ReadyStage({ subscription }: StageProps) {
  const { region, paidThrough } = subscription
  const until = paidThrough ? (
    <>
      Paid until <Time at={paidThrough} format="date" />.
    </>
  ) : null
  return (
    <Panel>
      <EmptyState
        icon={<CircleCheck />}
        title={region ? `${region.displayName} is open` : 'Welcome, galactic citizen'}
        action={
          <>
            {region ? (
              <LinkButton to={`/governor/${region.name}`} variant="primary" size="lg">
                Enter your region
              </LinkButton>
            ) : (
              <LinkButton to="/regions" variant="primary" size="lg">
                See the regions
              </LinkButton>
            )}
            <LinkButton to="/account/billing" size="lg">
              Billing
            </LinkButton>
          </>
        }
      >
        {region
          ? 'Its borders are open and you are its first citizen.'
          : `No more gate tolls, and citizenship in up to ${GALACTIC_CITIZENSHIP_LIMIT} regions.`}{' '}
        {until}
      </EmptyState>
    </Panel>
  )
}

export function ClosedStage({ subscription }: StageProps) {
  const wasPaid = subscription.paidThrough !== null
  return (
    <Panel>
      <EmptyState
        title={wasPaid ? 'This subscription has ended' : 'This checkout has run out'}
        action={
          <LinkButton to="/pricing" variant="primary">
            Start anew
          </LinkButton>
        }
      >
        {wasPaid
          ? 'Your billing page shows what happened to it.'
          : 'The name was held for an hour and is free again. Nothing was charged.'}
      </EmptyState>
    </Panel>
  )
}
