import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Holds one subscription's ledger against PayPal's list of its transactions. */
export const reconcileSubscriptionJob = defineJob({
  name: 'reconcile-subscription',
  payload: z.object({ subscriptionId: z.uuid() }),
  attempts: 3,
  backoffMs: 10_000,
})
