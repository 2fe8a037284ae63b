import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: lands every ship whose time is over, even if its job was lost, and pays outstanding tolls. */
export const sweepCrossingsJob = defineJob({
  name: 'sweep-crossings',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
