import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Asks PayPal for a refund that was requested; repeated until PayPal has answered. */
export const sendRefundJob = defineJob({
  name: 'send-refund',
  queue: 'prompt',
  payload: z.object({ refundId: z.uuid() }),
  attempts: 6,
  backoffMs: 5_000,
})
