import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Cancels or activates a subscription at PayPal, as its state or its owner requires. */
export const actAtPayPalJob = defineJob({
  name: 'act-at-paypal',
  queue: 'prompt',
  payload: z.object({ subscriptionId: z.uuid() }),
  attempts: 6,
  backoffMs: 5_000,
})
