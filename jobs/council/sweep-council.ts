import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: closes every motion that is due and puts every passed one into force. */
export const sweepCouncil = defineJob({
  name: 'sweep-council',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
