import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: makes exports that are due, deletes expired ones. */
export const sweepExportsJob = defineJob({
  name: 'sweep-exports',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
