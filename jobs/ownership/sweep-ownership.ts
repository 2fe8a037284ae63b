import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: advances all rescues of regions. */
export const sweepOwnershipJob = defineJob({
  name: 'sweep-ownership',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
