import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Brings a region to how it should be served. What fails is noted and tried again by the sweep, so the queue tries once. */
export const reconcileDeploymentJob = defineJob({
  name: 'reconcile-deployment',
  queue: 'background',
  payload: z.object({ regionId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
