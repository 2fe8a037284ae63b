import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Enacts a passed policy at its effective time. */
export const implementPolicy = defineJob({
  name: 'implement-policy',
  queue: 'prompt',
  payload: z.object({ policyId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
