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
      <Panel title="Your order">
        <DataList
          items={[
            ...(subscription.regionName ? [{ label: 'Region', value: subscription.regionName }] : []),
            { label: 'Price', value: `${subscription.price.value} ${subscription.price.currency} a month` },
            { label: 'First payment', value: 'When you approve' },
            { label: 'Cancelling', value: 'Cancel any time; yours until the paid month ends' },
            ...(holdExpiresAt
              ? [{ label: 'Name reserved until', value: <Time at={holdExpiresAt} format="date-time" /> }]
              : []),
          ]}
        />
      </Panel>
      <Panel
        title="Pay with PayPal"
        description="Approve the monthly payment at PayPal, then come back here."
      >
        {isCancelled ? (
          <Banner tone="info" title="Nothing was charged" className="mb-5">
            You came back without approving the payment. Continue whenever you like.
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
              trigger={<Button variant="ghost">Cancel checkout</Button>}
              title="Cancel this checkout?"
              confirmLabel="Cancel checkout"
              backLabel="Keep checkout"
              fields={{ intent: 'cancel' }}
            >
              Nothing has been charged. If you reserved a name, others can take it right away.
            </ConfirmDialog>
          </div>
        ) : (
          <Banner tone="info" title="This checkout was cancelled">
            To try again, start a new one from the pricing page.
          </Banner>
        )}
      </Panel>
    </div>
  )
}
