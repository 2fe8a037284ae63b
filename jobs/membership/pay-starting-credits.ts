import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Pays a new citizen what the region's law promises, once in a lifetime. */
export const payStartingCredits = defineJob({
  name: 'pay-starting-credits',
  payload: z.object({ userId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
