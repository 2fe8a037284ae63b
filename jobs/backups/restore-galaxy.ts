import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Restores a galaxy, from the step at which an earlier run ended. The sweep finds one whose process died. */
export const restoreGalaxyJob = defineJob({
  name: 'restore-galaxy',
  queue: 'background',
  payload: z.object({ operationId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
