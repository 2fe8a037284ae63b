import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: takes up generations whose process died, and brings the platform's copy of the Nexus' state up to date. */
export const sweepNexusJob = defineJob({
  name: 'sweep-nexus',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
