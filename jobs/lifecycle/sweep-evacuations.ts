import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: regions that do not follow their subscriptions, evacuations whose process died or whose next attempt is due, and shares of treasuries that wait for a purse. */
export const sweepEvacuationsJob = defineJob({
  name: 'sweep-evacuations',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
