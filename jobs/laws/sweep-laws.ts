import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: ends every law whose time is over. */
export const sweepLaws = defineJob({
  name: 'sweep-laws',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
