import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Reads a subscription again and draws the consequences: the timer of holds, grace and every later stage. */
export const settleSubscriptionJob = defineJob({
  name: 'settle-subscription',
  payload: z.object({ subscriptionId: z.uuid() }),
  attempts: 6,
  backoffMs: 5_000,
})
