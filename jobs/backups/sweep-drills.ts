import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: the weekly restore for practice. */
export const sweepDrillsJob = defineJob({
  name: 'sweep-drills',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
