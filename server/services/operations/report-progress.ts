import { and, eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { transact, type Ctx } from '../context.ts'
import { operationEvents } from './operation-events.ts'

/**
 * Tells where a running operation is: `step` is a stable word that pages know, `progress` 0–100. Commits at once,
 * apart from the work's own transaction, so that watchers see it. Answers whether the run should go on: false when it
 * was asked to stop or is over.
 */
export async function reportProgress(
  ctx: Ctx,
  { operationId, step, progress }: { operationId: string; step: string; progress: number },
): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const [operation] = await tx.db
      .update(operations)
      .set({ step, progress, updatedAt: tx.now })
      .where(and(eq(operations.id, operationId), eq(operations.status, 'running')))
      .returning()
    if (!operation) return false
    for (const event of operationEvents(operation)) tx.publish(event)
    return !operation.cancelRequested
  })
}
