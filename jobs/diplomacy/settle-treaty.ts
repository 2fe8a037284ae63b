import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Counts a treaty's votes that are due and applies deadlines: end of the offer, the term or the notice. */
export const settleTreatyJob = defineJob({
  name: 'settle-treaty',
  queue: 'prompt',
  payload: z.object({ treatyId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
