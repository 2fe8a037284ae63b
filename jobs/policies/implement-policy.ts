import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Enacts a passed policy at its effective time. */
export const implementPolicyJob = defineJob({
  name: 'implement-policy',
  queue: 'prompt',
  payload: z.object({ policyId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
