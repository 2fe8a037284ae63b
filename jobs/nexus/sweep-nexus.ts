import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: resumes generations whose process died and updates the platform's copy of the Nexus' state. */
export const sweepNexusJob = defineJob({
  name: 'sweep-nexus',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
