import { Form } from '@remix-run/react'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress, ProgressSteps, type Step } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import {
  PROVISIONING_STEP_LABELS,
  PROVISIONING_STEPS,
} from '#server/domain/provisioning/provisioning-steps.ts'
import { LookAgain } from './look-again.tsx'

type Build = NonNullable<SubscriptionView['build']>

/** While a build waits its step says "queued": what it has done is told by its progress. */
function stepsOf(build: Build): Step[] {
  const doneSteps = Math.floor((build.progress / 100) * PROVISIONING_STEPS.length + 0.5)
  return PROVISIONING_STEPS.map((key, index) => ({
    key,
    label: PROVISIONING_STEP_LABELS[key],
    state:
      index < doneSteps
        ? 'done'
        : index > doneSteps
          ? 'waiting'
          : build.error === null
            ? 'running'
            : 'failed',
  }))
}

export function BuildingStage({ subscription }: { subscription: SubscriptionView }) {
  const { build, region } = subscription
  if (!build || !region) return null
  return (
    <Panel
      title="Paid. Your region is being built"
      description="You may leave; a notification tells when it is open."
    >
      <div className="grid gap-6">
        <Progress label={build.stepLabel} percent={build.progress} />
        {build.error === null ? null : (
          <Banner
            tone="warning"
            title={build.error}
            actions={
              build.status === 'running' ? undefined : (
                <Form method="post">
                  <input type="hidden" name="region" value={region.id} />
                  <Button type="submit" name="intent" value="retry">
                    Try now
                  </Button>
                </Form>
              )
            }
          >
            {build.nextAttemptAt ? (
              <>
                Nothing is lost. The next try is <Time at={build.nextAttemptAt} format="relative" />.
              </>
            ) : (
              'We tried several times; an administrator has been told. Your payment is safe, and you can start it again.'
            )}
          </Banner>
        )}
        <ProgressSteps label="Steps of the building" steps={stepsOf(build)} />
        <LookAgain subscriptionId={subscription.id} />
      </div>
    </Panel>
  )
}
