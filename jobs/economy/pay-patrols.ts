import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: books the day's upkeep of the patrols in every region, once a UTC day, so a lost hour changes nothing. */
export const payPatrols = defineJob({
  name: 'pay-patrols',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
