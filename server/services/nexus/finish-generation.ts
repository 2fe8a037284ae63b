import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { endOperation } from '../operations/end-operation.ts'
import { type GenerationRecord } from './generation-record.ts'
import { saveNexusState } from './queries.ts'

/**
 * Records a finished generation in the platform database. The galaxy's own record is authoritative, so this may run
 * late (after a crash, by the next attempt or the sweep) and more than once.
 */
export async function finishGeneration(
  ctx: Ctx,
  { galaxyId, record }: { galaxyId: string; record: GenerationRecord & { at: Date } },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await saveNexusState(tx.db, galaxyId, record)
    const { at, ...result } = record
    const isFirst = await endOperation(tx, record.operationId, {
      status: 'succeeded',
      result: { ...result, at: at.toISOString() },
    })
    if (isFirst) {
      await tx.audit({
        action: 'nexus.generated',
        subject: { type: 'nexus', id: galaxyId },
        detail: { ...result },
      })
      await notifyPlayers(tx, record)
    }
    tx.publish({ audience: { kind: 'public' }, topic: 'nexus', id: galaxyId })
  })
}

/** Notifies owners who lost property and pilots who were moved. */
async function notifyPlayers(tx: Tx, { lostOwnerIds, relocatedUserIds }: GenerationRecord): Promise<void> {
  await notify(tx, {
    userIds: lostOwnerIds,
    kind: 'nexus.property-lost',
    title: 'The Central Nexus was regenerated',
    body: 'Some of your ports or planets in the Nexus were lost.',
    href: '/play',
  })
  await notify(tx, {
    userIds: relocatedUserIds,
    kind: 'nexus.relocated',
    title: 'The Central Nexus was regenerated around you',
    body: 'Your ship was moved to the gateway plaza with all its cargo.',
    href: '/play',
  })
}
