import { z } from 'zod'
import { EMAIL_MAX_LENGTH } from '#server/domain/identity/email.ts'
import { defineJob } from '../define-job.ts'

/** Looks for an account to reset, outside the request: how long that takes tells nobody whether there is one. */
export const writePasswordResetJob = defineJob({
  name: 'write-password-reset',
  queue: 'prompt',
  payload: z.object({ requestId: z.uuid(), email: z.string().max(EMAIL_MAX_LENGTH) }),
  attempts: 5,
  backoffMs: 1_000,
})
