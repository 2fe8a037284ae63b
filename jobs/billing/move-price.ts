import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Has PayPal move the subscribers of a plan to an announced price, on its day. */
export const movePriceJob = defineJob({
  name: 'move-price',
  queue: 'background',
  payload: z.object({ priceId: z.uuid() }),
  attempts: 6,
  backoffMs: 60_000,
})
