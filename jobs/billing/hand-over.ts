import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Ends the subscription of an old owner at PayPal and passes the region to the one that was paid for it. */
export const handOverJob = defineJob({
  name: 'hand-over',
  queue: 'prompt',
  payload: z.object({ subscriptionId: z.uuid() }),
  attempts: 6,
  backoffMs: 5_000,
})
