import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Grants voters their reward after a vote: many rows, written outside the close. */
export const rewardVotersJob = defineJob({
  name: 'reward-voters',
  queue: 'prompt',
  payload: z.object({ voteId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
