import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: removes sessions, tokens and links that have run out. */
export const sweepIdentityJob = defineJob({
  name: 'sweep-identity',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
