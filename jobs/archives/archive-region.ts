import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Brings the galaxy of an archived region into the archive, from the step at which an earlier run ended. The sweep finds one whose process died. */
export const archiveRegionJob = defineJob({
  name: 'archive-region',
  queue: 'background',
  payload: z.object({ operationId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
