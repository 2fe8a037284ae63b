import { eq, sql } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { transact, type Ctx } from '../context.ts'
import { operationEvents } from './operation-events.ts'
import { isOpenOperation, type OperationRow } from './queries.ts'

/** Counts one more attempt at a run and marks it as under way. Null when it is over or never was. */
export async function beginOperation(ctx: Ctx, operationId: string): Promise<OperationRow | null> {
  return transact(ctx, async (tx) => {
    const [current] = await tx.db
      .select()
      .from(operations)
      .where(eq(operations.id, operationId))
      .for('update')
    if (!current || !isOpenOperation(current)) return null
    const [begun] = await tx.db
      .update(operations)
      .set({
        status: 'running',
        attempts: sql`${operations.attempts} + 1`,
        nextAttemptAt: null,
        startedAt: current.startedAt ?? tx.now,
        updatedAt: tx.now,
      })
      .where(eq(operations.id, operationId))
      .returning()
    if (!begun) return null
    for (const event of operationEvents(begun)) tx.publish(event)
    return begun
  })
}
