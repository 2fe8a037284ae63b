import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Reads a subscription again and updates its state: the timer for holds, grace and all later stages. */
export const settleSubscriptionJob = defineJob({
  name: 'settle-subscription',
  queue: 'prompt',
  payload: z.object({ subscriptionId: z.uuid() }),
  attempts: 6,
  backoffMs: 5_000,
})
