import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: compares how regions should be served with how they are, and mends. */
export const sweepDeploymentsJob = defineJob({
  name: 'sweep-deployments',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
