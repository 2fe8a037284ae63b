import { job } from '#jobs/outbox.ts'
import { restoreGalaxyJob } from '#jobs/backups/restore-galaxy.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { openOperation } from '../operations/open-operation.ts'
import { toOperationView, type OperationView } from '../operations/operation-view.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof } from '../require-proof.ts'
import { NEXUS_REF } from '../space/place.ts'
import { requireNothingAgainst, requireRestorable } from './restorable.ts'

/**
 * Queues the restore of a galaxy from one of its backups. For administrators who proved lately who they are, and who typed the region's
 * name, and for the platform's own command. @throws NOT_FOUND, FORBIDDEN `step-up`, CONFLICT `not-ready`, `not-confirmed`,
 * `messages-set-aside`, `generated-since`, `shared-since` or `restoring`.
 */
export async function requestRestore(
  ctx: Ctx,
  { backupId, confirmation }: { backupId: string; confirmation: string },
): Promise<OperationView> {
  return transact(ctx, async (tx) => {
    await requireOperator(tx)
    const restorable = await requireRestorable(tx.db, backupId)
    const { backup, galaxy, region } = restorable
    const name = region?.name ?? NEXUS_REF
    if (confirmation.trim() !== name)
      throw new GameError('CONFLICT', `Type ${name} to confirm what is restored.`, {
        reason: 'not-confirmed',
      })
    await requireNothingAgainst(tx.db, restorable)
    const { operation, isNew } = await openOperation(tx, {
      kind: 'restore-galaxy',
      subjectId: galaxy.id,
      input: { backupId },
    })
    if (!isNew)
      throw new GameError('CONFLICT', 'This galaxy is being restored already.', { reason: 'restoring' })
    await tx.enqueue(job(restoreGalaxyJob, { operationId: operation.id }))
    await tx.audit({
      action: 'galaxy.restore-requested',
      regionId: region?.id ?? null,
      subject: { type: 'operation', id: operation.id },
      detail: { galaxyId: galaxy.id, backupId, takenAt: backup.takenAt.toISOString() },
    })
    return toOperationView(operation)
  })
}

async function requireOperator(tx: Tx): Promise<void> {
  if (tx.actor.kind === 'system') return
  requireAdmin(tx)
  await lockProof(tx)
}
