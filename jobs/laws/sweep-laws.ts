import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: expires laws and enacts decrees that are due. */
export const sweepLawsJob = defineJob({
  name: 'sweep-laws',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
