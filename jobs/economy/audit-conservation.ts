import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: audits once a UTC day that credits, goods and ships of all galaxies add up. */
export const auditConservationJob = defineJob({
  name: 'audit-conservation',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
