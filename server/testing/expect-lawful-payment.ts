import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import {
  paymentLedger,
  paypalBindings,
  paypalInbox,
  refunds,
  type subscriptions,
} from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog, operations } from '#db/schema/platform/operations.ts'
import { rescues, transfers } from '#db/schema/platform/ownership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { isEndedAtPayPal, regionStatusOf } from '../domain/billing/subscription-status.ts'
import { OPEN_RESCUES } from '../domain/ownership/rescue.ts'
import { OPEN_TRANSFERS } from '../domain/ownership/transfer.ts'
import { type PayPalState, type RegionLife } from './region-lives/life.ts'
import { type TestPlatform } from './test-platform.ts'

type Row = typeof subscriptions.$inferSelect

/**
 * What has to be true of a region's money once everything that was sent has come: one subscription pays for it, by its owner; it is what that
 * subscription makes of it; nothing else could be billed; every payment is known once, and what was paid for nothing went back.
 */
export async function expectLawfulPayment(life: RegionLife, after: string): Promise<void> {
  const { db } = life.platform
  const regionId = life.region.id
  const [rows, paypal] = [await life.rows(), await life.paypal()]
  const [region] = await db.select().from(regions).where(eq(regions.id, regionId))
  if (!region) throw new Error('the region is gone')
  const paying = rows.filter((row) => row.regionId === regionId && regionStatusOf(row.status) !== null)
  expect(paying.length, `subscriptions that count ${after}`).toBe(1)
  const [current] = paying
  if (!current) return
  expect(region.ownerId, `the owner ${after}`).toBe(current.userId)
  const wanted = regionStatusOf(current.status)
  // Whatever takes long has an operation of its own, and none of them is left behind by a death.
  const underWay = await db
    .select({ kind: operations.kind, step: operations.step })
    .from(operations)
    .where(and(eq(operations.subjectId, regionId), inArray(operations.status, ['queued', 'running'])))
  expect(underWay, `under way ${after}`).toEqual([])
  expect(region.status, `the region ${after}`).toBe(wanted)
  expect(
    (await db.select().from(paypalInbox).where(isNull(paypalInbox.processedAt))).length,
    `events that wait ${after}`,
  ).toBe(0)

  await expectOneAgreement(db, current, rows, paypal, after)
  await expectKnownPayments(db, current, rows, paypal, after)

  const open = await db
    .select()
    .from(rescues)
    .where(and(eq(rescues.regionId, regionId), inArray(rescues.status, [...OPEN_RESCUES])))
  if (wanted === 'active' || wanted === 'archived') expect(open, `rescues ${after}`).toEqual([])
  const handing = await db
    .select()
    .from(transfers)
    .where(and(eq(transfers.regionId, regionId), inArray(transfers.status, [...OPEN_TRANSFERS])))
  if (wanted !== 'active') expect(handing, `transfers ${after}`).toEqual([])
}

/** Nothing but the newest agreement of the subscription that counts could bill anybody. */
async function expectOneAgreement(
  db: TestPlatform['db'],
  current: Row,
  rows: readonly Row[],
  paypal: PayPalState,
  after: string,
): Promise<void> {
  const bindings = await db
    .select()
    .from(paypalBindings)
    .where(
      inArray(
        paypalBindings.subscriptionId,
        rows.map(({ id }) => id),
      ),
    )
  const billable = bindings.flatMap(({ subscriptionId, paypalSubscriptionId }) => {
    const status = paypal.subscriptions.find(({ id }) => id === paypalSubscriptionId)?.status ?? 'EXPIRED'
    return isEndedAtPayPal(status) || status === 'APPROVAL_PENDING'
      ? []
      : [{ subscriptionId, paypalSubscriptionId, status }]
  })
  expect(
    billable.length,
    `agreements that can bill ${after}: ${JSON.stringify(billable)}`,
  ).toBeLessThanOrEqual(1)
  for (const { subscriptionId } of billable) expect(subscriptionId, `who is billed ${after}`).toBe(current.id)
}

/** Every payment at PayPal is in the ledger once; what was paid without effect went back, or will, or is with an administrator. */
async function expectKnownPayments(
  db: TestPlatform['db'],
  current: Row,
  rows: readonly Row[],
  paypal: PayPalState,
  after: string,
): Promise<void> {
  const passedOn = await db
    .select({ at: auditLog.at })
    .from(auditLog)
    .where(and(eq(auditLog.action, 'region.owner-changed'), eq(auditLog.subjectId, current.regionId ?? '')))
  const lastPassedAt = Math.max(0, ...passedOn.map(({ at }) => at.getTime()))
  for (const row of rows) {
    const bindings = await db.select().from(paypalBindings).where(eq(paypalBindings.subscriptionId, row.id))
    const agreements = new Set(bindings.map(({ paypalSubscriptionId }) => paypalSubscriptionId))
    for (const { id, transactions } of paypal.subscriptions) {
      if (!agreements.has(id)) continue
      for (const sale of transactions) {
        if (sale.status === 'DECLINED' || sale.status === 'PENDING') continue
        const known = await db
          .select()
          .from(paymentLedger)
          .where(and(eq(paymentLedger.kind, 'payment'), eq(paymentLedger.paypalId, sale.id)))
        expect(
          known.map(({ subscriptionId }) => subscriptionId),
          `payment ${sale.id} ${after}`,
        ).toEqual([row.id])
        const isInVain =
          row.status === 'abandoned' ||
          (row.status === 'handed_over' && sale.at > lastPassedAt && lastPassedAt > 0)
        if (!isInVain || sale.returnedMinor >= sale.amountMinor) continue
        const back = await db.select().from(refunds).where(eq(refunds.saleId, sale.id))
        const dispute = paypal.disputes.find(({ saleId }) => saleId === sale.id)
        expect(back.length > 0 || dispute !== undefined, `payment ${sale.id}, for nothing, ${after}`).toBe(
          true,
        )
      }
    }
  }
}

/** Nobody is told or mailed the same twice at one moment. */
export async function expectToldOnce({ platform }: RegionLife, after: string): Promise<void> {
  const { rows } = await platform.db.execute<{ kind: string; body: string; times: string }>(sql`
    select ${notifications.kind}, ${notifications.body}, count(*) as times from ${notifications}
    group by ${notifications.userId}, ${notifications.kind}, ${notifications.regionId}, ${notifications.title}, ${notifications.body}, ${notifications.createdAt}
    having count(*) > 1`)
  expect(rows, `told twice ${after}`).toEqual([])
  const { rows: mailed } = await platform.db.execute(sql`
    select user_id, kind, data, count(*) as times from mails group by user_id, kind, data, created_at having count(*) > 1`)
  expect(mailed, `mailed twice ${after}`).toEqual([])
}
