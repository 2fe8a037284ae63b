import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: partitions, roll-ups and retention of the logs, once a UTC day, so a lost hour changes nothing. */
export const maintainLogsJob = defineJob({
  name: 'maintain-logs',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
