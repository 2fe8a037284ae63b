import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: renews every galaxy's settings whose copy is behind. */
export const sweepSettings = defineJob({
  name: 'sweep-settings',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
