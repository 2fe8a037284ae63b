import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: hands over jobs that a crash left in the outbox. */
export const relayOutboxJob = defineJob({
  name: 'relay-outbox',
  queue: 'prompt',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
