import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: reminds people who have not voted that a vote closes within a day. */
export const remindVotersJob = defineJob({
  name: 'remind-voters',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
