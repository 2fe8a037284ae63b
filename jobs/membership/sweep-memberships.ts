import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: grants citizenship to residents whose waiting period is over and pays outstanding starting credits. */
export const sweepMembershipsJob = defineJob({
  name: 'sweep-memberships',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
