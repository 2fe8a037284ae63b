import { Banner } from '#app/components/ui/banner.tsx'
import { buttonStyle } from '#app/components/ui/button.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { PayPalSubscribe, type ButtonsConfig } from './paypal-subscribe.tsx'

export type ApprovalStageProps = {
  subscription: SubscriptionView
  buttons: ButtonsConfig
  cspNonce: string
  isCancelled: boolean
}

export function ApprovalStage({ subscription, buttons, cspNonce, isCancelled }: ApprovalStageProps) {
  const { approvalUrl, paypalSubscriptionId, holdExpiresAt, cancelRequestedAt } = subscription
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Panel title="What you subscribe to">
        <DataList
          items={[
            ...(subscription.regionName ? [{ label: 'Region', value: subscription.regionName }] : []),
            { label: 'Price', value: `${subscription.price.value} ${subscription.price.currency} a month` },
            { label: 'First payment', value: 'When you approve' },
            { label: 'Ends', value: 'When you cancel; what is paid for stays until its end' },
            ...(holdExpiresAt
              ? [{ label: 'Name held until', value: <Time at={holdExpiresAt} format="date-time" /> }]
              : []),
          ]}
        />
      </Panel>
      <Panel title="Pay with PayPal" description="You approve the monthly payment there and come back here.">
        {isCancelled ? (
          <Banner tone="info" title="Nothing was charged" className="mb-5">
            You came back without approving. You can go on whenever you like.
          </Banner>
        ) : null}
        {cancelRequestedAt === null && approvalUrl && paypalSubscriptionId ? (
          <div className="grid gap-4">
            <PayPalSubscribe
              config={buttons}
              cspNonce={cspNonce}
              subscriptionId={subscription.id}
              paypalSubscriptionId={paypalSubscriptionId}
            />
            <a
              href={approvalUrl}
              className={buttonStyle({ variant: 'secondary', size: 'lg', className: 'w-full' })}
            >
              Continue on PayPal’s page
            </a>
            <ConfirmDialog
              trigger={<Button variant="ghost">Give this checkout up</Button>}
              title="Give this checkout up?"
              confirmLabel="Give it up"
              fields={{ intent: 'give-up' }}
            >
              Nothing has been charged. The name becomes free for others at once.
            </ConfirmDialog>
          </div>
        ) : (
          <Banner tone="info" title="This checkout was given up">
            Start a new one from the prices.
          </Banner>
        )}
      </Panel>
    </div>
  )
}
