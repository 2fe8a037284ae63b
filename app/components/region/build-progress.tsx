import { type ReactNode } from 'react'
import { type Build } from '#app/lib/api-types.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { Progress, ProgressSteps } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { stepsOfBuild } from './build-steps.ts'

/** Progress of building a region and, after a failure, what happens next; `retry` restarts it. */
export function BuildProgress({ build, retry }: { build: Build; retry: ReactNode }) {
  return (
    <div className="grid gap-6">
      <Progress label={build.stepLabel} percent={build.progress} />
      {build.error === null ? null : (
        <Banner tone="warning" title={build.error} actions={build.status === 'running' ? undefined : retry}>
          {build.nextAttemptAt ? (
            <>
              Nothing is lost. Next attempt: <Time at={build.nextAttemptAt} format="relative" />.
            </>
          ) : (
            'We tried several times and told an administrator. Your payment is safe. You can also retry now.'
          )}
        </Banner>
      )}
      <ProgressSteps label="Building steps" steps={stepsOfBuild(build)} />
    </div>
  )
}
