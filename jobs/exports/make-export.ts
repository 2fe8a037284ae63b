import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Makes an export of a person's data or of a region. Attempts are counted on the export, not on the job. */
export const makeExportJob = defineJob({
  name: 'make-export',
  queue: 'background',
  payload: z.object({ exportId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
