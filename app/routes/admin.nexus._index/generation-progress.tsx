import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress, ProgressSteps, type Step } from '#app/components/ui/progress.tsx'
import { areaName } from '#app/lib/galaxy-map.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Job = NonNullable<ApiOutputs['nexus']['status']['job']>

/** Labels of the job's steps (`plan:<district>`, `write:<table>`), in order. */
const STEPS = [
  { key: 'queued', label: 'Wait for a worker' },
  { key: 'prepare', label: 'Prepare the database' },
  { key: 'plan', label: 'Plan the districts' },
  { key: 'write', label: 'Save it' },
  { key: 'publish', label: 'Open the new Nexus' },
]

const TABLES: Record<string, string> = {
  sectors: 'Sectors',
  warps: 'Warps',
  ports: 'Ports',
  portMarkets: 'Markets',
  planets: 'Planets',
}

/** A running generation with a stop button. */
export function GenerationProgress({ job }: { job: Job }) {
  const [phase = 'queued', piece] = job.step.split(':')
  const at = STEPS.findIndex(({ key }) => key === phase)
  const steps = STEPS.map(({ key, label }, index): Step => {
    const state = index < at ? 'done' : index === at ? 'running' : 'waiting'
    return index === at && piece
      ? { key, label, state, detail: TABLES[piece] ?? areaName(piece) }
      : { key, label, state }
  })
  return (
    <Panel
      title="Generation in progress"
      actions={
        job.cancelRequested ? (
          <span className="text-ink-2">Stopping…</span>
        ) : (
          <ConfirmDialog
            trigger={<Button variant="danger">Stop</Button>}
            title="Stop this generation?"
            confirmLabel="Stop generation"
            fields={{ intent: 'cancel' }}
          >
            It stops before its next step. The Nexus stays exactly as it is now.
          </ConfirmDialog>
        )
      }
    >
      <div className="grid gap-6">
        <Progress
          label="Progress"
          percent={job.progress}
          detail={
            job.error === null
              ? `Attempt ${Math.max(1, job.attempts)}`
              : `Attempt ${job.attempts} failed. Retrying automatically.`
          }
        />
        <ProgressSteps label="Generation steps" steps={steps} />
        <noscript>
          <a className="link" href="/admin/nexus">
            Reload
          </a>
        </noscript>
      </div>
    </Panel>
  )
}
