import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: closes every vote that is due and implements every policy that passed. */
export const sweepPolicies = defineJob({
  name: 'sweep-policies',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
