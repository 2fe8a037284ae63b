import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Tells all galaxies of changed callsigns. Also a sweep: some galaxies cannot be reached, and some pilots are under way. */
export const spreadCallsignsJob = defineJob({
  name: 'spread-callsigns',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
