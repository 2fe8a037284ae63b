import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: restores whose process died or whose next attempt is due, and databases that were replaced long enough ago. */
export const sweepRestoresJob = defineJob({
  name: 'sweep-restores',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
