import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Counts an election when it closes. */
export const closeElectionJob = defineJob({
  name: 'close-election',
  queue: 'prompt',
  payload: z.object({ electionId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
