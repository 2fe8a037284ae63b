import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Counts an election at its close. */
export const closeElection = defineJob({
  name: 'close-election',
  payload: z.object({ electionId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
