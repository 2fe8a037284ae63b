import { and, eq, inArray, sql } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { transact, type Ctx } from '../context.ts'
import { operationEvents } from './operation-events.ts'
import { OPEN_OPERATION, type OperationRow } from './operation-rows.ts'

/** Marks an open operation as running and counts the attempt. Null when it has ended or does not exist. */
export async function startOperation(ctx: Ctx, operationId: string): Promise<OperationRow | null> {
  return transact(ctx, async (tx) => {
    const [begun] = await tx.db
      .update(operations)
      .set({
        status: 'running',
        attempts: sql`${operations.attempts} + 1`,
        nextAttemptAt: null,
        startedAt: sql`coalesce(${operations.startedAt}, ${tx.now.toISOString()})`,
        updatedAt: tx.now,
      })
      .where(and(eq(operations.id, operationId), inArray(operations.status, [...OPEN_OPERATION])))
      .returning()
    if (!begun) return null
    for (const event of operationEvents(begun)) tx.publish(event)
    return begun
  })
}
