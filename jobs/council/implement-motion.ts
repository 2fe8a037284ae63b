import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Enacts a passed motion of the Galactic Council at its effective time. */
export const implementMotionJob = defineJob({
  name: 'implement-motion',
  queue: 'prompt',
  payload: z.object({ motionId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
