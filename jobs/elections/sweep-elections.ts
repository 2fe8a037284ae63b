import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: advances all due elections and opens the recurring ones. */
export const sweepElectionsJob = defineJob({
  name: 'sweep-elections',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
