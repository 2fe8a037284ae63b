import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: inbox rows nobody acted on, and subscriptions whose next moment has come. */
export const sweepBillingJob = defineJob({
  name: 'sweep-billing',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
