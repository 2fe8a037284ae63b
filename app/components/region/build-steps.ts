import {
  PROVISIONING_STEP_LABELS,
  PROVISIONING_STEPS,
} from '#server/domain/provisioning/provisioning-steps.ts'
import { type Build } from '#app/lib/api-types.ts'
import { type Step } from '#app/components/ui/progress.tsx'

/** A waiting build has the step "queued"; its progress tells which steps are done. */
export function stepsOfBuild({ progress, error }: Pick<Build, 'progress' | 'error'>): Step[] {
  const doneSteps = Math.floor((progress / 100) * PROVISIONING_STEPS.length + 0.5)
  const current = error === null ? 'running' : 'failed'
  return PROVISIONING_STEPS.map((key, index) => ({
    key,
    label: PROVISIONING_STEP_LABELS[key],
    state: index < doneSteps ? 'done' : index > doneSteps ? 'waiting' : current,
  }))
}
