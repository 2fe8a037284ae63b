import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: migrates galaxies that a process of the version before built while it was replaced. */
export const bringUpGalaxiesJob = defineJob({
  name: 'bring-up-galaxies',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
