import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Nightly: every subscription that is alive, held against what PayPal says. */
export const reconcileAllJob = defineJob({
  name: 'reconcile-all',
  payload: z.object({}),
  attempts: 2,
  backoffMs: 30_000,
})
