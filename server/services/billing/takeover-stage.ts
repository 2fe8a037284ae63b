import { and, eq, gt, min, ne } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { type Queryable } from '#db/client.ts'
import { type TakeoverStage } from '#server/domain/billing/takeover.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { isRescuable } from '#server/domain/ownership/rescue.ts'
import { type Tx } from '../context.ts'
import { lockRegion } from '../regions/region-rows.ts'
import { type SubscriptionRow } from './queries.ts'
import { isRefundedByUs } from './refund-paid-in-vain.ts'

/** The subscription before, as it was read after everything of it that could be paid was cancelled at PayPal. */
export type EndedSubscription = { id: string; revision: number }

/**
 * How far a subscription is that takes a region over. Locks the subscription before it and the region, so that a payment of the old
 * owner is settled either before or after, and never at the same time.
 * @param ended what `handOver` ended; it counts while nothing about it has changed since
 */
export async function getTakeoverStage(
  tx: Tx,
  row: SubscriptionRow,
  ended: EndedSubscription | null,
): Promise<TakeoverStage> {
  if (row.rescueId === null || row.regionId !== null) return 'none'
  const [asked] = await tx.db.select().from(rescues).where(eq(rescues.id, row.rescueId))
  if (!asked || (await isRefundedByUs(tx, row.id))) return 'void'
  const before = await lockCurrentSubscription(tx, asked.regionId)
  await lockRegion(tx.db, asked.regionId)
  const [rescue] = await tx.db.select().from(rescues).where(eq(rescues.id, row.rescueId)).for('update')
  if (!before || rescue?.status !== 'won' || rescue.payUntil === null) return 'void'
  // PayPal's time counts: what was paid in time may be heard of late.
  const paidAt = (await getFirstPaymentTime(tx.db, row.id)) ?? tx.now
  if (paidAt > rescue.payUntil || !isRescuable(readState(before.state))) return 'void'
  return ended?.id === before.id && ended.revision === before.revision ? 'ready' : 'waiting'
}

/** The subscription that counts for a region, locked; null for a region without one. */
export async function lockCurrentSubscription(tx: Tx, regionId: string): Promise<SubscriptionRow | null> {
  const [row] = await currentSubscription(tx.db, regionId).for('update')
  return row ?? null
}

export const currentSubscription = (db: Queryable, regionId: string) =>
  db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.regionId, regionId), ne(subscriptions.status, 'handed_over')))

async function getFirstPaymentTime(db: Queryable, subscriptionId: string): Promise<Date | null> {
  const [row] = await db
    .select({ at: min(paymentLedger.occurredAt) })
    .from(paymentLedger)
    .where(
      and(
        eq(paymentLedger.subscriptionId, subscriptionId),
        eq(paymentLedger.kind, 'payment'),
        gt(paymentLedger.months, 0),
      ),
    )
  return row?.at ?? null
}
