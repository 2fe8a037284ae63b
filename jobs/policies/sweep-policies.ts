import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: closes policy votes that are due and enacts policies that passed. */
export const sweepPoliciesJob = defineJob({
  name: 'sweep-policies',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
