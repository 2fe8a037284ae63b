import { Form } from '@remix-run/react'
import { BuildProgress } from '#app/components/region/build-progress.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { ReloadLink } from './reload-link.tsx'

export function BuildingStage({ subscription }: { subscription: SubscriptionView }) {
  const { build, region } = subscription
  if (!build || !region) return null
  return (
    <Panel
      title="Paid. Your region is being built"
      description="You can leave this page. You get a notification when it is open."
    >
      <div className="grid gap-6">
        <BuildProgress
          build={build}
          retry={
            <Form method="post">
              <input type="hidden" name="region" value={region.id} />
              <Button type="submit" name="intent" value="retry">
                Retry now
              </Button>
            </Form>
          }
        />
        <ReloadLink subscriptionId={subscription.id} />
      </div>
    </Panel>
  )
}
