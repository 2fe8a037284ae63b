import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: applies what galaxies told and no answer brought, and has them forget what was applied. */
export const collectMessagesJob = defineJob({
  name: 'collect-messages',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
