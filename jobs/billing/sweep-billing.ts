import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: processes forgotten inbox rows and subscriptions whose next transition is due. */
export const sweepBillingJob = defineJob({
  name: 'sweep-billing',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
