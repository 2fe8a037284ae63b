import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: records today's figures of every region, the source of its trend charts. */
export const snapshotRegionDaysJob = defineJob({
  name: 'snapshot-region-days',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
