import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Nightly: compares every live subscription with PayPal. */
export const reconcileAllJob = defineJob({
  name: 'reconcile-all',
  queue: 'background',
  payload: z.object({}),
  attempts: 2,
  backoffMs: 30_000,
})
