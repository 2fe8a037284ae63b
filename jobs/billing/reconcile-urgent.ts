import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Every quarter of an hour: checkouts that wait for approval, grace, and whatever PayPal still owes us an answer for. */
export const reconcileUrgentJob = defineJob({
  name: 'reconcile-urgent',
  payload: z.object({}),
  attempts: 2,
  backoffMs: 30_000,
})
