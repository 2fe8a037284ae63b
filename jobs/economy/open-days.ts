import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: makes the next day of every galaxy's economy. The first run after midnight counts; the others change nothing. */
export const openDaysJob = defineJob({
  name: 'open-days',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
