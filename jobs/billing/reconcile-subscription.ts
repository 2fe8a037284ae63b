import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Compares one subscription's ledger with PayPal's transactions. */
export const reconcileSubscriptionJob = defineJob({
  name: 'reconcile-subscription',
  queue: 'background',
  payload: z.object({ subscriptionId: z.uuid() }),
  attempts: 3,
  backoffMs: 10_000,
})
