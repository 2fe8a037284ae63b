import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Ends a region that nobody paid for until the end of its archive, from the step at which an earlier run ended. The sweep finds one whose process died. */
export const terminateRegionJob = defineJob({
  name: 'terminate-region',
  queue: 'background',
  payload: z.object({ operationId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
