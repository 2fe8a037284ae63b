import { z } from 'zod'
import { EMAIL_MAX_LENGTH } from '#server/domain/identity/email.ts'
import { defineJob } from '../define-job.ts'

/** Looks for the account that others guess at, outside the attempt: how long that takes tells nobody whether there is one. */
export const writeLetInJob = defineJob({
  name: 'write-let-in',
  queue: 'prompt',
  payload: z.object({ requestId: z.uuid(), email: z.string().max(EMAIL_MAX_LENGTH) }),
  attempts: 5,
  backoffMs: 1_000,
})
