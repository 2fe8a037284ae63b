import { operations } from '#db/schema/platform/operations.ts'
import { type OperationKind } from '#server/domain/operations/operation-status.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { operationEvents } from './operation-events.ts'
import { getOpenOperation, type OperationRow } from './operation-rows.ts'

/**
 * Creates an operation for long-running work, or returns the open one (`isNew` false), so that two requests start one
 * run. The caller enqueues the job in the same transaction.
 * @throws CONFLICT when the open operation ends at this very moment.
 */
export async function openOperation(
  tx: Tx,
  { kind, subjectId, input }: { kind: OperationKind; subjectId: string; input: Record<string, unknown> },
): Promise<{ operation: OperationRow; isNew: boolean }> {
  const [operation] = await tx.db
    .insert(operations)
    .values({
      kind,
      subjectId,
      status: 'queued',
      step: 'queued',
      input,
      requestedBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
      createdAt: tx.now,
      updatedAt: tx.now,
    })
    // The index operations_open_key allows one open operation per subject across all processes.
    .onConflictDoNothing()
    .returning()
  if (operation) {
    for (const event of operationEvents(operation)) tx.publish(event)
    return { operation, isNew: true }
  }
  const open = await getOpenOperation(tx.db, kind, subjectId)
  if (!open) throw new GameError('CONFLICT', 'Another run has just finished. Check its result and try again.')
  return { operation: open, isNew: false }
}
