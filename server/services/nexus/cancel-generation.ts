import { eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { endOperation } from '../operations/end-operation.ts'
import { operationEvents } from '../operations/operation-events.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { requireAdmin } from '../require-actor.ts'
import { NEXUS_SUBJECT } from './queries.ts'

/**
 * Cancels the open generation: at once while it is queued, otherwise before its next step. Committed work stays.
 * @throws FORBIDDEN, CONFLICT when none is open.
 */
export async function cancelGeneration(ctx: Ctx): Promise<{ message: string; taskId: string }> {
  requireAdmin(ctx)
  return transact(ctx, async (tx) => {
    const open = await getOpenOperation(tx.db, 'generate-nexus', NEXUS_SUBJECT)
    if (!open) throw new GameError('CONFLICT', 'No generation is running.', { reason: 'nothing-to-cancel' })
    const [asked] = await tx.db
      .update(operations)
      .set({ cancelRequested: true })
      .where(eq(operations.id, open.id))
      .returning()
    for (const event of asked ? operationEvents(asked) : []) tx.publish(event)
    await tx.audit({
      action: 'nexus.generation-cancel-requested',
      subject: { type: 'nexus', id: open.id },
    })
    // The row is locked now: a worker about to start it waits and then finds it cancelled.
    if (asked?.status !== 'queued')
      return { message: 'The generation will stop before its next step.', taskId: open.id }
    await endOperation(tx, open.id, { status: 'cancelled' })
    return { message: 'The generation was cancelled before it started.', taskId: open.id }
  })
}
