import { type OperationRow } from './operation-rows.ts'

/** An operation as pages and the API show it. `step` is a stable key, `progress` 0–100, times are ISO 8601. */
export type OperationView = {
  taskId: string
  status: OperationRow['status']
  step: string
  progress: number
  cancelRequested: boolean
  error: string | null
  attempts: number
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
}

export const toOperationView = (row: OperationRow): OperationView => ({
  taskId: row.id,
  status: row.status,
  step: row.step,
  progress: row.progress,
  cancelRequested: row.cancelRequested,
  error: row.error,
  attempts: row.attempts,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
})
