import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: books the patrol upkeep of every region, once per UTC day, so a missed hour changes nothing. */
export const payPatrolsJob = defineJob({
  name: 'pay-patrols',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
