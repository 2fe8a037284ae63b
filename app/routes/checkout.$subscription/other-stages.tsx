import { CircleCheck } from 'lucide-react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { ReloadLink } from './reload-link.tsx'
import { GALACTIC_CITIZENSHIP_LIMIT } from '#server/domain/membership/citizenship-limits.ts'

type StageProps = { subscription: SubscriptionView }

export function ConfirmingStage({ subscription }: StageProps) {
  const isApproved = subscription.stage === 'confirming'
  return (
    <Panel
      title="Confirming with PayPal"
      description="PayPal has to confirm the payment, which usually takes a few seconds. You can safely leave this page."
    >
      <div className="grid gap-5" aria-live="polite">
        <Progress
          label={isApproved ? 'Approved, waiting for the payment' : 'Waiting for PayPal'}
          percent={null}
        />
        <ReloadLink subscriptionId={subscription.id} />
        {isApproved ? null : (
          <p className="text-ink-2 text-sm">
            Did not approve it?{' '}
            <a className="link" href={`/checkout/${subscription.id}`}>
              Back to payment
            </a>
          </p>
        )}
      </div>
    </Panel>
  )
}

export function ReadyStage({ subscription }: StageProps) {
  const { region, paidThrough, takesOver } = subscription
  const until = paidThrough ? (
    <>
      Paid until <Time at={paidThrough} format="date" />.
    </>
  ) : null
  return (
    <Panel>
      <EmptyState
        icon={<CircleCheck />}
        title={
          region ? `${region.displayName} is ${takesOver ? 'yours' : 'open'}` : 'Welcome, galactic citizen'
        }
        action={
          <>
            {region ? (
              <LinkButton to={`/governor/${region.name}`} variant="primary" size="lg">
                Enter your region
              </LinkButton>
            ) : (
              <LinkButton to="/regions" variant="primary" size="lg">
                Explore regions
              </LinkButton>
            )}
            <LinkButton to="/account/billing" size="lg">
              Billing
            </LinkButton>
          </>
        }
      >
        {region
          ? takesOver
            ? 'Its offices, laws and treasury stay as they are.'
            : 'Its borders are open and you are its first citizen.'
          : `No more gate tolls, and citizenship in up to ${GALACTIC_CITIZENSHIP_LIMIT} regions.`}{' '}
        {until}
      </EmptyState>
    </Panel>
  )
}

export function ClosedStage({ subscription }: StageProps) {
  const wasPaid = subscription.paidThrough !== null || subscription.moneyBack !== null
  return (
    <Panel>
      <EmptyState
        title={wasPaid ? 'This subscription has ended' : 'This checkout has expired'}
        action={
          <LinkButton to="/pricing" variant="primary">
            Start over
          </LinkButton>
        }
      >
        {wasPaid
          ? 'Your billing page has the details.'
          : subscription.takesOver
            ? 'Nothing was charged. If you may still take the region over, start again on its page.'
            : 'Nothing was charged. The name was reserved for an hour and is free again.'}
      </EmptyState>
    </Panel>
  )
}
