import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: applies and acknowledges messages of galaxies that no answer carried. */
export const collectMessagesJob = defineJob({
  name: 'collect-messages',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
