import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Counts the vote on a motion of the Galactic Council when it closes. */
export const closeMotionJob = defineJob({
  name: 'close-motion',
  queue: 'prompt',
  payload: z.object({ motionId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
