import { Banner } from '#app/components/ui/banner.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type Notice = NonNullable<ApiOutputs['provisioning']['deploymentNotice']>

/** Tells a region's owner what the operator does to how it is served, and what is out of order. */
export function DeploymentNotice({ notice }: { notice: Notice }) {
  const { suspendedAt, change, awaySince } = notice
  return (
    <>
      {suspendedAt === null ? null : (
        <Banner tone="warning" title="The operator has suspended the region’s galaxy">
          Nobody can play in it since <Time at={suspendedAt} />. Government, votes and payments go on, and
          nothing is lost.
        </Banner>
      )}
      {awaySince === null || suspendedAt !== null ? null : (
        <Banner tone="warning" title="The region’s server does not answer">
          Since <Time at={awaySince} />. It is started again by itself; government goes on meanwhile.
        </Banner>
      )}
      {change === null ? null : (
        <Panel title="The operator changes how the region is served">
          <Progress label={change.stepLabel} percent={change.progress} />
        </Panel>
      )}
    </>
  )
}
