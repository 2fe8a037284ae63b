import { z } from 'zod'

/** Queues of background jobs. Each has workers of its own, so that long work delays none of another queue. */
export const QUEUE_NAMES = ['prompt', 'background', 'mail'] as const

/** What administrators can do with a job that failed for the last time. */
export const FAILED_JOB_ACTS = ['retry', 'remove'] as const

export const settleFailedJobInput = z.object({
  queue: z.enum(QUEUE_NAMES, 'This is no queue.'),
  id: z.string().min(1, 'This is no job.').max(300),
  how: z.enum(FAILED_JOB_ACTS, 'Choose what to do.'),
})
export type SettleFailedJobInput = z.output<typeof settleFailedJobInput>
