import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Builds a region. The verb records failures and schedules the retry itself, so the queue tries only once. */
export const provisionRegionJob = defineJob({
  name: 'provision-region',
  queue: 'background',
  payload: z.object({ operationId: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
})
