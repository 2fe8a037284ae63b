import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Pays a new citizen the region's starting credits, once in a lifetime. */
export const payStartingCreditsJob = defineJob({
  name: 'pay-starting-credits',
  queue: 'prompt',
  payload: z.object({ userId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
