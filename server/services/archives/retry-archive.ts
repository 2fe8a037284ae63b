import { and, eq, inArray } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { ARCHIVE_JOBS } from '#jobs/archives/archive-jobs.ts'
import { job } from '#jobs/outbox.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { requireAdmin } from '../require-actor.ts'
import { isArchiveOperation } from './archive-operations.ts'

/** Tries again at once what is under way with an archive and failed. Administrators only. @throws FORBIDDEN, NOT_FOUND when it is over. */
export async function retryArchive(ctx: Ctx, { taskId }: { taskId: string }): Promise<void> {
  requireAdmin(ctx)
  await transact(ctx, async (tx) => {
    const [operation] = await tx.db
      .update(operations)
      .set({ nextAttemptAt: tx.now })
      .where(and(eq(operations.id, taskId), inArray(operations.status, [...OPEN_OPERATION])))
      .returning()
    if (!operation || !isArchiveOperation(operation.kind)) throw notFound('What was under way')
    await tx.enqueue(job(ARCHIVE_JOBS[operation.kind], { operationId: taskId }))
    await tx.audit({
      action: 'archive.retried',
      regionId: operation.subjectId,
      subject: { type: 'operation', id: taskId },
    })
  })
}
