import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Enacts an announced decree on its day. */
export const enactDecreeJob = defineJob({
  name: 'enact-decree',
  queue: 'prompt',
  payload: z.object({ decreeId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
})
