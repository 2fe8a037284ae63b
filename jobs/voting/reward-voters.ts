import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Gives those who voted on an ended vote what voting earns: many rows that the close should not wait for. */
export const rewardVoters = defineJob({
  name: 'reward-voters',
  payload: z.object({ rollId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
