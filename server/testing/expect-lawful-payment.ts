import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import {
  paymentLedger,
  paypalBindings,
  paypalInbox,
  paypalPlans,
  refunds,
  type subscriptions,
} from '#db/schema/platform/billing.ts'
import { auditLog, operations } from '#db/schema/platform/operations.ts'
import { rescues, transfers } from '#db/schema/platform/ownership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { isEndedAtPayPal, regionStatusOf } from '../domain/billing/subscription-status.ts'
import { tierOfOffer } from '../domain/billing/tiers.ts'
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
  expect(region.tier, `the size of the region ${after}`).toBe(current.tier)
  await expectTierPaid(db, current, paypal, after)

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

/** What it has is what PayPal billed and was paid last, whatever was asked for, agreed to or heard of. */
async function expectTierPaid(
  db: TestPlatform['db'],
  { id, tier }: Row,
  paypal: PayPalState,
  after: string,
): Promise<void> {
  const bindings = await db.select().from(paypalBindings).where(eq(paypalBindings.subscriptionId, id))
  const agreements = new Set(bindings.map(({ paypalSubscriptionId }) => paypalSubscriptionId))
  const [last] = paypal.subscriptions
    .filter((agreement) => agreements.has(agreement.id))
    .flatMap(({ transactions }) => transactions)
    .filter(({ status }) => status !== 'DECLINED' && status !== 'PENDING')
    .toSorted((a, b) => b.at - a.at)
  const [plan] = await db
    .select()
    .from(paypalPlans)
    .where(eq(paypalPlans.paypalPlanId, last?.planId ?? ''))
  // A balance of months of two sizes counts for the one that is new to it.
  if (!last || !plan || last.amountMinor % plan.amountMinor !== 0) return
  expect(tier, `the size after the payment ${last.id} ${after}`).toBe(tierOfOffer(plan.plan))
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

/**
 * Nobody is told the same twice within an hour by the platform, or mailed: that is a job that ran twice, not news. What people do again
 * and again is told again, in one line.
 */
export async function expectToldOnce(
  { platform }: Pick<RegionLife, 'platform'>,
  after: string,
): Promise<void> {
  const { rows: told } = await platform.db.execute(sql`
    select a.kind, a.title, a.body, a.created_at, b.created_at as again_at
      from notifications a join notifications b using (user_id, kind, title, body)
     where a.id <> b.id and a.region_id is not distinct from b.region_id and a.href is not distinct from b.href
       and coalesce(a.sender_id, a.user_id) = a.user_id and coalesce(b.sender_id, b.user_id) = b.user_id
       and b.created_at between a.created_at and a.created_at + interval '1 hour'`)
  expect(told, `told twice ${after}`).toEqual([])
  // A notice is mailed at most once, by the key of its mail.
  const { rows: mailed } = await platform.db.execute(sql`
    select a.kind, a.data, a.created_at, b.created_at as again_at
      from mails a join mails b using (user_id, kind, data)
     where a.id <> b.id and a.key not like 'notice:%' and b.key not like 'notice:%'
       and b.created_at between a.created_at and a.created_at + interval '1 hour'`)
  expect(mailed, `mailed twice ${after}`).toEqual([])
}
