import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Processes one event of the inbox. */
export const processPayPalEventJob = defineJob({
  name: 'process-paypal-event',
  queue: 'prompt',
  payload: z.object({ eventId: z.string().min(1) }),
  attempts: 6,
  backoffMs: 2_000,
})
