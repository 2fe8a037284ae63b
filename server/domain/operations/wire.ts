import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { OPERATION_STATUSES } from './operation-status.ts'

/** Long work, and how far it is. `step` is a stable key, `progress` 0–100. */
export const operationWire = z.object({
  taskId: z.uuid(),
  status: z.enum(OPERATION_STATUSES),
  step: z.string(),
  progress: count,
  cancelRequested: z.boolean(),
  error: z.string().nullable(),
  attempts: count,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})
