import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Every quarter of an hour: reconciles open checkouts and subscriptions in grace. */
export const reconcileUrgentJob = defineJob({
  name: 'reconcile-urgent',
  queue: 'background',
  payload: z.object({}),
  attempts: 2,
  backoffMs: 30_000,
})
