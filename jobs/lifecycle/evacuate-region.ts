import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Ends the evacuation of a region, from the step at which an earlier run ended. The sweep finds one whose process died. */
export const evacuateRegionJob = defineJob({
  name: 'evacuate-region',
  queue: 'background',
  payload: z.object({ operationId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
