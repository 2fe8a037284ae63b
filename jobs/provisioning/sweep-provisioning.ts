import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: builds whose next try is due, or whose process died, are taken up again. */
export const sweepProvisioningJob = defineJob({
  name: 'sweep-provisioning',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
