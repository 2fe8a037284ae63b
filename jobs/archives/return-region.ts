import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Brings a region back from the archive, from the step at which an earlier run ended. The sweep finds one whose process died. */
export const returnRegionJob = defineJob({
  name: 'return-region',
  queue: 'background',
  payload: z.object({ operationId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
