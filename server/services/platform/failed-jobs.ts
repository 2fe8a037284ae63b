import { type FailedJob } from '#jobs/queue.ts'
import { type SettleFailedJobInput } from '#server/domain/operations/failed-jobs.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

/** More of one queue have one cause. */
const MOST_OF_A_QUEUE = 50

export type FailedJobView = Omit<FailedJob, 'failedAt'> & { failedAt: string }

/** Jobs that failed for the last time, the newest first; null while the queue cannot be reached. @throws FORBIDDEN. */
export async function listFailedJobs(ctx: Ctx): Promise<FailedJobView[] | null> {
  requireAdmin(ctx)
  const failed = await ctx.outbox.failedJobs(MOST_OF_A_QUEUE)
  return failed && failed.map(({ failedAt, ...job }) => ({ ...job, failedAt: failedAt.toISOString() }))
}

/** Runs a failed job again, or deletes it: sweeps find again what it was for. @throws FORBIDDEN; NOT_FOUND for one that has not failed. */
export async function settleFailedJob(ctx: Ctx, { how, ...job }: SettleFailedJobInput): Promise<void> {
  requireAdmin(ctx)
  await transact(ctx, async (tx) => {
    await tx.audit({
      action: how === 'retry' ? 'job.retried' : 'job.removed',
      subject: { type: 'job', id: job.id },
      detail: job,
    })
    // Last: what is rolled back because of it has changed nothing, and a job that runs once more does no harm.
    if (!(await tx.outbox.settleFailed(job, how))) throw notFound('This failed job')
  })
}
