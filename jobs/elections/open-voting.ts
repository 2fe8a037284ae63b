import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Closes an election's nominations and opens its vote. */
export const openVotingJob = defineJob({
  name: 'open-voting',
  queue: 'prompt',
  payload: z.object({ electionId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
