import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Does at PayPal what a subscription's state wants there, or what its owner asked for. */
export const actAtPayPalJob = defineJob({
  name: 'act-at-paypal',
  payload: z.object({ subscriptionId: z.uuid() }),
  attempts: 6,
  backoffMs: 5_000,
})
