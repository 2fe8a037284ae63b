import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: resumes builds whose retry is due or whose process died. */
export const sweepProvisioningJob = defineJob({
  name: 'sweep-provisioning',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
