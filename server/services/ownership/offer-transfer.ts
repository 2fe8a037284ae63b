import { transfers } from '#db/schema/platform/ownership.ts'
import { ANNOUNCEMENT_DAYS, mayOfferTransfer, OFFER_DAYS } from '#server/domain/ownership/transfer.ts'
import { transferPath } from '#server/domain/regions/paths.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { oneRow } from '../one-row.ts'
import { refused } from '../refused.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireGovernment } from '../regions/require-region.ts'
import { requirePlayerCalled } from '../require-player-called.ts'
import { lockProof } from '../require-proof.ts'
import { getMembershipType } from './get-membership-type.ts'
import { hasOpenRefund } from './has-open-refund.ts'
import { getPayingSubscription, lockOpenTransfer } from './transfer-queries.ts'

/**
 * Offers the owner's region to a citizen, by sale or as a gift. The receiver has to accept; outside autocracies citizens see it for 14 days
 * then; and the region passes with the receiver's first payment.
 * @throws NOT_FOUND; FORBIDDEN for others than the owner, and `step-up`; CONFLICT.
 */
export async function offerTransfer(
  ctx: Ctx,
  input: { region: string; callsign: string; terms: string },
): Promise<{ transferId: string }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = await lockProof(tx)
    const { region: found } = await requireGovernment(tx, input.region)
    const region = await requireLockedRegion(tx, found.id)
    if (region.ownerId !== userId)
      throw new GameError('FORBIDDEN', 'Only the owner can hand a region on.', { reason: 'owner-only' })
    const receiver = await requirePlayerCalled(tx, input.callsign)
    const [regionId, toId] = [region.id, receiver.userId]
    const subscription = await getPayingSubscription(tx.db, regionId)
    const verdict = mayOfferTransfer({
      subscription: subscription?.state ?? null,
      hasOpenRefund: subscription !== null && (await hasOpenRefund(tx.db, subscription.id)),
      receiver: {
        membershipType: await getMembershipType(tx.db, { regionId, userId: toId }),
        isOwner: toId === userId,
      },
      hasOpenTransfer: (await lockOpenTransfer(tx.db, regionId)) !== null,
    })
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    const { id: transferId } = oneRow(
      await tx.db
        .insert(transfers)
        .values({ regionId, fromId: userId, toId, terms: input.terms, status: 'offered', offeredAt: tx.now })
        .returning({ id: transfers.id }),
    )
    await tx.audit({
      ...{ action: 'transfer.offered', regionId, subject: { type: 'transfer', id: transferId } },
      detail: { toId },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
    await notify(tx, {
      userIds: [toId],
      kind: 'ownership.transfer-offered',
      title: `${callsign} offers you ${region.displayName}`,
      body: `Accept or decline within ${OFFER_DAYS} days. You pay only later: ${
        region.governanceType === 'autocracy'
          ? 'once you have accepted'
          : `${ANNOUNCEMENT_DAYS} days after you accept`
      }.`,
      href: transferPath(region.name),
      regionId,
    })
    return { transferId }
  })
}
