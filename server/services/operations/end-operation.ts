import { and, eq, inArray } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { type Tx } from '../context.ts'
import { operationEvents } from './operation-events.ts'

export type OperationEnd =
  | { status: 'succeeded'; result: Record<string, unknown> }
  | { status: 'cancelled' }
  /** Shown to the person who waits; the cause goes to the log. */
  | { status: 'failed'; error: string }

/** Ends an open operation. False when it has already ended: the first end counts. */
export async function endOperation(tx: Tx, operationId: string, end: OperationEnd): Promise<boolean> {
  const [operation] = await tx.db
    .update(operations)
    .set({
      status: end.status,
      ...(end.status === 'succeeded' ? { result: end.result, progress: 100, step: 'done' } : {}),
      error: end.status === 'failed' ? end.error : null,
      nextAttemptAt: null,
      finishedAt: tx.now,
      updatedAt: tx.now,
    })
    .where(and(eq(operations.id, operationId), inArray(operations.status, ['queued', 'running'])))
    .returning()
  if (!operation) return false
  for (const event of operationEvents(operation)) tx.publish(event)
  return true
}
