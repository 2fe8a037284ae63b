import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Counts the vote on a policy when it closes. */
export const closePolicyJob = defineJob({
  name: 'close-policy',
  queue: 'prompt',
  payload: z.object({ policyId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
