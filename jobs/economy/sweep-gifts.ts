import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: writes missing audit entries for gifts to treasuries, after a crash between the two databases. */
export const sweepGifts = defineJob({
  name: 'sweep-gifts',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
