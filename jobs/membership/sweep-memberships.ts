import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: naturalises residents whose waiting period is over and pays starting credits that are owed. */
export const sweepMemberships = defineJob({
  name: 'sweep-memberships',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
