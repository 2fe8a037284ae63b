import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: closes motions that are due and enacts those that passed. */
export const sweepCouncilJob = defineJob({
  name: 'sweep-council',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
