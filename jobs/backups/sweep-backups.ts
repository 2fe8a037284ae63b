import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: daily backups that are due, interrupted ones, and those that were kept long enough. */
export const sweepBackupsJob = defineJob({
  name: 'sweep-backups',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
