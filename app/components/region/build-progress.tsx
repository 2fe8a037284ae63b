import { type ReactNode } from 'react'
import { type Build } from '#app/lib/api-types.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { Progress, ProgressSteps } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { stepsOfBuild } from './build-steps.ts'

/** How far the building of a region is, and what happens next when it failed; `retry` starts it again. */
export function BuildProgress({ build, retry }: { build: Build; retry: ReactNode }) {
  return (
    <div className="grid gap-6">
      <Progress label={build.stepLabel} percent={build.progress} />
      {build.error === null ? null : (
        <Banner tone="warning" title={build.error} actions={build.status === 'running' ? undefined : retry}>
          {build.nextAttemptAt ? (
            <>
              Nothing is lost. The next try is <Time at={build.nextAttemptAt} format="relative" />.
            </>
          ) : (
            'We tried several times; an administrator has been told. Your payment is safe, and you can start it again.'
          )}
        </Banner>
      )}
      <ProgressSteps label="Steps of the building" steps={stepsOfBuild(build)} />
    </div>
  )
}
