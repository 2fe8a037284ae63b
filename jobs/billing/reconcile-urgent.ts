import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Every quarter of an hour: reconciles open checkouts, subscriptions in grace, and changes of tier that were asked lately. */
export const reconcileUrgentJob = defineJob({
  name: 'reconcile-urgent',
  queue: 'background',
  payload: z.object({}),
  attempts: 2,
  backoffMs: 30_000,
})
