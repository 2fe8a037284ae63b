import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: carries out deletions of accounts. */
export const sweepPrivacyJob = defineJob({
  name: 'sweep-privacy',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
