import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: writes the audit rows of gifts to treasuries that a crash between two databases has lost. */
export const sweepGifts = defineJob({
  name: 'sweep-gifts',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
