import { provisioningLabel } from '#server/domain/provisioning/provisioning-steps.ts'
import { type OperationRow } from '../operations/operation-rows.ts'

/** Build progress of a region as pages show it. `nextAttemptAt` is set while a failed build waits for its retry. */
export type BuildView = {
  id: string
  status: OperationRow['status']
  step: string
  stepLabel: string
  progress: number
  attempts: number
  error: string | null
  nextAttemptAt: string | null
  startedAt: string | null
  finishedAt: string | null
}

export const toBuildView = (operation: OperationRow): BuildView => ({
  id: operation.id,
  status: operation.status,
  step: operation.step,
  stepLabel: provisioningLabel(operation.step),
  progress: operation.progress,
  attempts: operation.attempts,
  error: operation.status === 'succeeded' ? null : operation.error,
  nextAttemptAt: operation.error === null ? null : (operation.nextAttemptAt?.toISOString() ?? null),
  startedAt: operation.startedAt?.toISOString() ?? null,
  finishedAt: operation.finishedAt?.toISOString() ?? null,
})
