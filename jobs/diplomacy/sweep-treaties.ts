import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: settles all treaties that are due. */
export const sweepTreatiesJob = defineJob({
  name: 'sweep-treaties',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
