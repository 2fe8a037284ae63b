import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Advances a crossing that is due; `fromGalaxyId` is asked for one that the platform has not heard of yet. */
export const driveCrossingJob = defineJob({
  name: 'drive-crossing',
  queue: 'prompt',
  payload: z.object({ crossingId: z.uuid(), fromGalaxyId: z.uuid() }),
  attempts: 5,
  backoffMs: 2_000,
})
