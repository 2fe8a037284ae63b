import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: grants outstanding rewards of closed votes. */
export const sweepRewardsJob = defineJob({
  name: 'sweep-rewards',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
