import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Generates the Central Nexus or parts of it, as its operation says. */
export const generateNexusJob = defineJob({
  name: 'generate-nexus',
  queue: 'background',
  payload: z.object({ operationId: z.uuid() }),
  attempts: 4,
  backoffMs: 2_000,
})
