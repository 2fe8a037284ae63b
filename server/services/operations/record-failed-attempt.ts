import { and, eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { transact, type Ctx } from '../context.ts'
import { endOperation } from './end-operation.ts'
import { operationEvents } from './operation-events.ts'

/**
 * Records a failed attempt. After `maxAttempts` the operation fails; until then it waits for the next attempt.
 * `error` is shown to the person who waits; the cause belongs in the log. Returns whether there will be another
 * attempt.
 */
export async function recordFailedAttempt(
  ctx: Ctx,
  input: { operationId: string; maxAttempts: number; retryAfterMs: number; error: string },
): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const [operation] = await tx.db
      .update(operations)
      .set({
        error: input.error,
        nextAttemptAt: new Date(tx.now.getTime() + input.retryAfterMs),
        updatedAt: tx.now,
      })
      .where(and(eq(operations.id, input.operationId), eq(operations.status, 'running')))
      .returning()
    if (!operation) return false
    if (operation.attempts >= input.maxAttempts) {
      await endOperation(tx, operation.id, { status: 'failed', error: input.error })
      return false
    }
    for (const event of operationEvents(operation)) tx.publish(event)
    return true
  })
}
