import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: deletes expired sessions, tokens and links. */
export const sweepIdentityJob = defineJob({
  name: 'sweep-identity',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
