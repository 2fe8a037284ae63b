import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: archived regions that are not where their subscription wants them, archives, returns and endings whose process died or whose next attempt is due, and warnings before the end. */
export const sweepArchivesJob = defineJob({
  name: 'sweep-archives',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
