import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Updates the galaxy's read-only copy of its region's settings after a law. */
export const syncSettingsJob = defineJob({
  name: 'sync-settings',
  queue: 'prompt',
  payload: z.object({ regionId: z.uuid(), version: z.int() }),
  attempts: 5,
  backoffMs: 1_000,
})
