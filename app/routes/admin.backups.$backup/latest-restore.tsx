import { Banner } from '#app/components/ui/banner.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress } from '#app/components/ui/progress.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type Restore = NonNullable<ApiOutputs['backups']['previewRestore']['latest']>

/** The restore of this galaxy that runs, or how the last one ended. */
export function LatestRestore({ restore }: { restore: Restore }) {
  const { status, stepLabel, progress, error, finishedAt } = restore
  if (status === 'queued' || status === 'running')
    return (
      <Panel title="A restore is running">
        <Progress label={stepLabel} percent={progress} detail={error ?? undefined} />
      </Panel>
    )
  if (status === 'succeeded')
    return (
      <Banner tone="success" title="Restored">
        The last restore of this galaxy ended <Time at={finishedAt ?? restore.createdAt} />. What it replaced
        was backed up before, and is kept for seven days.
      </Banner>
    )
  return (
    <Banner tone="danger" title="The last restore failed">
      {error ?? 'It was cancelled.'} The galaxy is open as it was.
    </Banner>
  )
}
