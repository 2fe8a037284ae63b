import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: updates all galaxies whose copy of the settings is stale. */
export const sweepSettingsJob = defineJob({
  name: 'sweep-settings',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
