import { eq } from 'drizzle-orm'
import { transfers } from '#db/schema/platform/ownership.ts'
import { TRANSFER_END_TEXTS, type TransferEndReason } from '#server/domain/ownership/transfer.ts'
import { transferPath } from '#server/domain/regions/paths.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireUser } from '../require-actor.ts'
import {
  isPaidByReceiver,
  lockOpenTransfer,
  requireTransferRow,
  type TransferRow,
} from './transfer-queries.ts'

/**
 * Withdraws a transfer as its owner, or declines it as its receiver, until the receiver has paid.
 * @throws NOT_FOUND for others; CONFLICT once it is over or paid.
 */
export async function withdrawTransfer(ctx: Ctx, { transferId }: { transferId: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const asked = await requireTransferRow(tx.db, transferId)
    if (asked.fromId !== userId && asked.toId !== userId) throw notFound('This transfer')
    const region = await requireLockedRegion(tx, asked.regionId)
    const transfer = await lockOpenTransfer(tx.db, region.id)
    if (transfer?.id !== transferId || (await isPaidByReceiver(tx.db, transferId)))
      throw new GameError('CONFLICT', 'This transfer is over, or its receiver has paid.', { reason: 'over' })
    await endTransfer(tx, { region, transfer, reason: asked.fromId === userId ? 'withdrawn' : 'declined' })
  })
}

/** Ends an open transfer and tells the two, and citizens who had heard of it. The caller has locked region and transfer. */
export async function endTransfer(
  tx: Tx,
  { region, transfer, reason }: { region: RegionRow; transfer: TransferRow; reason: TransferEndReason },
): Promise<void> {
  const { id, fromId, toId, status } = transfer
  const regionId = region.id
  await tx.db
    .update(transfers)
    .set({ status: 'ended', endReason: reason, endedAt: tx.now })
    .where(eq(transfers.id, id))
  await tx.audit({
    ...{ action: 'transfer.ended', regionId, subject: { type: 'transfer', id } },
    detail: { reason },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
  const notice = {
    kind: 'ownership.transfer-ended',
    title: `${region.displayName} does not change hands`,
    body: TRANSFER_END_TEXTS[reason],
    href: `${transferPath(region.name)}#${id}`,
    regionId,
  }
  await notify(tx, { ...notice, userIds: [fromId, toId], senderId: null })
  if (status === 'accepted') await notifyLater(tx, { to: { kind: 'citizens', regionId }, notice })
}
