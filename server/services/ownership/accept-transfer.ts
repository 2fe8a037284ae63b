import { eq } from 'drizzle-orm'
import { transfers } from '#db/schema/platform/ownership.ts'
import { addDays } from '#server/domain/billing/billing-calendar.ts'
import { isTransferable, OFFER_DAYS, paymentWindow } from '#server/domain/ownership/transfer.ts'
import { transferPath } from '#server/domain/regions/paths.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { lockProof } from '../require-proof.ts'
import { getMembershipType } from './get-membership-type.ts'
import { hasOpenRefund } from './has-open-refund.ts'
import { getPayingSubscription, lockOpenTransfer, requireTransferRow } from './transfer-queries.ts'

/**
 * Accepts a region that its owner hands on. Everybody concerned is told, and when the receiver may pay.
 * @throws NOT_FOUND for others than the receiver; FORBIDDEN `step-up`; CONFLICT when it is too late or the region is not paid for.
 */
export async function acceptTransfer(
  ctx: Ctx,
  { transferId }: { transferId: string },
): Promise<{ transferId: string; payFrom: string; payUntil: string }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = await lockProof(tx)
    const asked = await requireTransferRow(tx.db, transferId)
    if (asked.toId !== userId) throw notFound('This transfer')
    const region = await requireLockedRegion(tx, asked.regionId)
    const regionId = region.id
    const transfer = await lockOpenTransfer(tx.db, regionId)
    const isLate = tx.now >= addDays(asked.offeredAt, OFFER_DAYS)
    const isCitizen = (await getMembershipType(tx.db, { regionId, userId })) === 'citizen'
    if (transfer?.id !== transferId || transfer.status !== 'offered' || isLate || !isCitizen)
      throw new GameError('CONFLICT', 'This offer is over, or you are no citizen of the region any more.', {
        reason: 'not-offered',
      })
    const subscription = await getPayingSubscription(tx.db, regionId)
    if (!subscription || !isTransferable(subscription.state) || (await hasOpenRefund(tx.db, subscription.id)))
      throw new GameError('CONFLICT', 'A payment for this region is overdue, disputed or being refunded.', {
        reason: 'not-paid-for',
      })
    await tx.db
      .update(transfers)
      .set({ status: 'accepted', acceptedAt: tx.now })
      .where(eq(transfers.id, transferId))
    const { from, until } = paymentWindow(tx.now, region.governanceType)
    const [payFrom, payUntil] = [from.toISOString(), until.toISOString()]
    await tx.audit({
      ...{ action: 'transfer.accepted', regionId, subject: { type: 'transfer', id: transferId } },
      detail: { payFrom, payUntil },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
    const notice = {
      kind: 'ownership.transfer-announced',
      title: `${region.displayName} is to pass to ${callsign}`,
      body: `Its owner hands it on. It is theirs with their payment, from ${payFrom} to ${payUntil}. Until then either of the two can withdraw.`,
      // A region may be handed on several times.
      href: `${transferPath(region.name)}#${transferId}`,
      regionId,
    }
    await notify(tx, { ...notice, userIds: [transfer.fromId, userId] })
    await notifyLater(tx, { to: { kind: 'citizens', regionId, except: userId }, notice })
    return { transferId, payFrom, payUntil }
  })
}
