import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Counts a treaty's votes that are due and lets its time pass: lapse of the offer, end of the term, end of the notice. */
export const settleTreaty = defineJob({
  name: 'settle-treaty',
  payload: z.object({ treatyId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
