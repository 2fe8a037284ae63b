import { and, eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { transact, type Ctx } from '../context.ts'
import { operationEvents } from './operation-events.ts'

/**
 * Saves the progress of a running operation: `step` is a stable key that pages know, `progress` 0–100. Commits at
 * once, outside the transaction of the work, so that others can watch. Returns whether to continue: false when the
 * operation was cancelled or has ended.
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
