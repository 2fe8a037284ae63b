import { and, eq, gt, min, ne } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { rescues, transfers } from '#db/schema/platform/ownership.ts'
import { type Queryable } from '#db/client.ts'
import { coverageOf } from '#server/domain/billing/payment-ledger.ts'
import { type TakeoverStage } from '#server/domain/billing/takeover.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { isRescuedBy } from '#server/domain/ownership/rescue.ts'
import { isPassedBy, paymentWindow } from '#server/domain/ownership/transfer.ts'
import { type Tx } from '../context.ts'
import { mayBecomeOwner } from '../ownership/find-rescuers.ts'
import { hasOpenRefund } from '../ownership/has-open-refund.ts'
import { lockRegion, type RegionRow } from '../regions/region-rows.ts'
import { findLedger, type SubscriptionRow } from './queries.ts'
import { isRefundedByUs } from './refund-paid-in-vain.ts'

/** The subscription before, as it was read after everything of it that could be paid was cancelled at PayPal. */
export type EndedSubscription = { id: string; revision: number }

/** How far a takeover is, and until when the one who paid before had paid. */
export type Takeover = { takeover: TakeoverStage; paidBefore: Date | null }

/**
 * How far a subscription is that takes a region over. Locks the subscription before it and the region, so that a payment of the old
 * owner is settled either before or after, and never at the same time.
 * @param ended what `handOver` ended; it counts while nothing about it has changed since
 */
export async function getTakeover(
  tx: Tx,
  row: SubscriptionRow,
  ended: EndedSubscription | null,
): Promise<Takeover> {
  if (row.regionId !== null) return { takeover: 'none', paidBefore: await getTimePaidBefore(tx.db, row) }
  const regionId = await getRegionToTakeOver(tx.db, row)
  if (regionId === null) return { takeover: 'none', paidBefore: null }
  if (await isRefundedByUs(tx, row.id)) return { takeover: 'void', paidBefore: null }
  const before = await lockCurrentSubscription(tx, regionId)
  const region = await lockRegion(tx.db, regionId)
  // PayPal's time counts: what was paid in time may be heard of late.
  const paidAt = (await getFirstPaymentTime(tx.db, row.id)) ?? tx.now
  if (!before || !region || !(await isLawful(tx, { row, before, region, paidAt })))
    return { takeover: 'void', paidBefore: null }
  const isEnded = ended?.id === before.id && ended.revision === before.revision
  return { takeover: isEnded ? 'ready' : 'waiting', paidBefore: await getPaidThrough(tx.db, before) }
}

/** PayPal's times are whole seconds. */
const PAYPAL_SECOND_MS = 1_000

async function isLawful(
  tx: Tx,
  {
    row,
    before,
    region,
    paidAt,
  }: { row: SubscriptionRow; before: SubscriptionRow; region: RegionRow; paidAt: Date },
): Promise<boolean> {
  if (!(await mayBecomeOwner(tx, { regionId: region.id, userId: row.userId }))) return false
  const state = readState(before.state)
  if (row.rescueId !== null) {
    const [rescue] = await tx.db.select().from(rescues).where(eq(rescues.id, row.rescueId)).for('update')
    if (rescue?.status !== 'won' || rescue.payUntil === null) return false
    return paidAt <= rescue.payUntil && isRescuedBy(state, paidAt)
  }
  const [transfer] = await tx.db
    .select()
    .from(transfers)
    .where(eq(transfers.id, row.transferId ?? ''))
    .for('update')
  if (transfer?.status !== 'accepted' || transfer.acceptedAt === null) return false
  const { from, until } = paymentWindow(transfer.acceptedAt, region.governanceType)
  if (paidAt.getTime() < from.getTime() - PAYPAL_SECOND_MS || paidAt > until) return false
  if (!isPassedBy(state, paidAt)) return false
  return !(await hasOpenRefund(tx.db, before.id))
}

/** The region that a subscription takes over, by a rescue or a transfer; null for one of its own. */
export async function getRegionToTakeOver(
  db: Queryable,
  { rescueId, transferId }: Pick<SubscriptionRow, 'rescueId' | 'transferId'>,
): Promise<string | null> {
  if (rescueId !== null) {
    const [row] = await db.select({ id: rescues.regionId }).from(rescues).where(eq(rescues.id, rescueId))
    return row?.id ?? null
  }
  if (transferId === null) return null
  const [row] = await db
    .select({ id: transfers.regionId })
    .from(transfers)
    .where(eq(transfers.id, transferId))
  return row?.id ?? null
}

/** Until when the subscription was paid that this one took the region over from; null for one of its own. */
export async function getTimePaidBefore(
  db: Queryable,
  { predecessorId }: SubscriptionRow,
): Promise<Date | null> {
  if (predecessorId === null) return null
  const [before] = await db.select().from(subscriptions).where(eq(subscriptions.id, predecessorId))
  return before ? getPaidThrough(db, before) : null
}

/**
 * Until when a subscription is, or was, paid, by what is left of its payments: what its owner takes back after the region has passed is
 * not the new owner's time any more. What came after it was handed over went back and does not count.
 */
async function getPaidThrough(
  db: Queryable,
  { id, handedOverAt, predecessorId }: SubscriptionRow,
): Promise<Date | null> {
  const late = handedOverAt === null ? [] : await findLateSales(db, id, handedOverAt)
  const ledger = (await findLedger(db, id)).filter(({ saleId }) => !late.includes(saleId))
  const [before] =
    predecessorId === null
      ? []
      : await db.select().from(subscriptions).where(eq(subscriptions.id, predecessorId))
  return coverageOf(ledger, before ? await getPaidThrough(db, before) : null)?.paidThrough ?? null
}

async function findLateSales(db: Queryable, subscriptionId: string, since: Date): Promise<string[]> {
  const rows = await db
    .select({ saleId: paymentLedger.paypalId })
    .from(paymentLedger)
    .where(
      and(
        eq(paymentLedger.subscriptionId, subscriptionId),
        eq(paymentLedger.kind, 'payment'),
        // The moment itself is late as well (refundPaidInVain).
        gt(paymentLedger.recordedAt, new Date(since.getTime() - 1)),
      ),
    )
  return rows.map(({ saleId }) => saleId)
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
