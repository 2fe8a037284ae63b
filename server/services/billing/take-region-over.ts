import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { readState, storeState } from '#server/domain/billing/stored-state.ts'
import { handOver } from '#server/domain/billing/takeover.ts'
import { type Tx } from '../context.ts'
import { completeRescue } from '../ownership/complete-rescue.ts'
import { completeTransfer } from '../ownership/complete-transfer.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { type SubscriptionRow } from './queries.ts'
import { getRegionToTakeOver, lockCurrentSubscription } from './takeover-stage.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Makes a paid subscription the one that counts for the region of its rescue or transfer, and its buyer the owner. The subscription before counts no
 * longer: what is still paid by it goes back. Returns the region's id.
 */
export async function takeRegionOver(tx: Tx, row: SubscriptionRow): Promise<string> {
  const regionId = await getRegionToTakeOver(tx.db, row)
  const before = regionId === null ? null : await lockCurrentSubscription(tx, regionId)
  if (regionId === null || !before) throw new Error(`subscription ${row.id} has no region to take over`)
  const region = await requireLockedRegion(tx, regionId)
  await endBefore(tx, before)
  await tx.db
    .update(subscriptions)
    .set({ regionId, predecessorId: before.id })
    .where(eq(subscriptions.id, row.id))
  const { rescueId, transferId } = row
  if (rescueId !== null) await completeRescue(tx, { region, rescueId })
  if (transferId !== null) await completeTransfer(tx, { region, transferId })
  return regionId
}

async function endBefore(tx: Tx, before: SubscriptionRow): Promise<void> {
  const state = handOver(readState(before.state))
  await tx.db
    .update(subscriptions)
    .set({
      ...{ status: state.status, state: storeState(state), handedOverAt: tx.now },
      ...{ graceUntil: null, nextTransitionAt: null, nextBillingAt: null },
      ...{ revision: before.revision + 1, updatedAt: tx.now },
    })
    .where(eq(subscriptions.id, before.id))
  await writeBillingEvent(tx, before.id, 'handed-over')
  await tx.audit({
    action: 'billing.handed-over',
    regionId: before.regionId,
    subject: { type: 'subscription', id: before.id },
  })
  tx.publish({ audience: { kind: 'user', userId: before.userId }, topic: 'subscription', id: before.id })
}
