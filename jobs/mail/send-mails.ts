import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sends the mails that are due. Attempts are counted on each mail, not on the job. */
export const sendMailsJob = defineJob({
  name: 'send-mails',
  queue: 'mail',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
