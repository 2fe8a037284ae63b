import { and, asc, eq, gt, ne, or, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { paymentLedger, paypalBindings, subscriptions } from '#db/schema/platform/billing.ts'
import { regionNameHolds, regions } from '#db/schema/platform/regions.ts'
import { isCurrency } from '#server/domain/billing/money.ts'
import { type CountedEntry } from '#server/domain/billing/payment-ledger.ts'

export type SubscriptionRow = typeof subscriptions.$inferSelect
export type BindingRow = typeof paypalBindings.$inferSelect

/** The row, locked until the transaction ends: only one process settles a subscription at a time. */
export async function lockSubscription(db: Queryable, id: string): Promise<SubscriptionRow | null> {
  const [row] = await db.select().from(subscriptions).where(eq(subscriptions.id, id)).for('update')
  return row ?? null
}

/** The user's own subscription, or null. Another user's subscription is never returned. */
export async function getOwnSubscription(
  db: Queryable,
  userId: string,
  id: string,
): Promise<SubscriptionRow | null> {
  const [row] = await db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.id, id), eq(subscriptions.userId, userId)))
  return row ?? null
}

/** PayPal subscriptions of a row, oldest first. */
export const findBindings = (db: Queryable, subscriptionId: string): Promise<BindingRow[]> =>
  db
    .select()
    .from(paypalBindings)
    .where(eq(paypalBindings.subscriptionId, subscriptionId))
    .orderBy(asc(paypalBindings.createdAt))

export async function getBinding(db: Queryable, paypalSubscriptionId: string): Promise<BindingRow | null> {
  const [row] = await db
    .select()
    .from(paypalBindings)
    .where(eq(paypalBindings.paypalSubscriptionId, paypalSubscriptionId))
  return row ?? null
}

/** All payments, refunds and reversals of a row, as the reducer expects them. */
export async function findLedger(db: Queryable, subscriptionId: string): Promise<CountedEntry[]> {
  const rows = await db.select().from(paymentLedger).where(eq(paymentLedger.subscriptionId, subscriptionId))
  return rows.flatMap((row) =>
    // We only store validated events, so the currency is one of ours.
    isCurrency(row.currency)
      ? [
          {
            kind: row.kind,
            id: row.paypalId,
            saleId: row.saleId ?? row.paypalId,
            amountMinor: row.amountMinor,
            currency: row.currency,
            at: row.occurredAt,
            months: row.months ?? 0,
          },
        ]
      : [],
  )
}

/** Whether a region has this name, one that ended had it and it rests, or a checkout other than `exceptSubscriptionId` holds it at `now`. */
export async function isNameTaken(
  db: Queryable,
  name: string,
  now: Date,
  exceptSubscriptionId: string | null,
): Promise<boolean> {
  const [region] = await regionNamed(db).execute({ name, now })
  if (region) return true
  const [hold] = await currentHold(db).execute({ name, now })
  return hold !== undefined && (hold.subscriptionId === null || hold.subscriptionId !== exceptSubscriptionId)
}

const regionNamed = prepared((db) =>
  db
    .select({ id: regions.id })
    .from(regions)
    .where(
      and(
        eq(regions.name, sql.placeholder('name')),
        or(ne(regions.status, 'terminated'), gt(regions.nameRestsUntil, sql.placeholder('now'))),
      ),
    )
    .prepare('region_named'),
)

const currentHold = prepared((db) =>
  db
    .select({ subscriptionId: regionNameHolds.subscriptionId })
    .from(regionNameHolds)
    .where(
      and(
        eq(regionNameHolds.name, sql.placeholder('name')),
        gt(regionNameHolds.expiresAt, sql.placeholder('now')),
      ),
    )
    .prepare('current_hold'),
)

/** The user's own checkout that holds this name, or null. */
export async function getOwnHold(db: Queryable, userId: string, name: string): Promise<string | null> {
  const [hold] = await ownHold(db).execute({ name, userId })
  return hold?.subscriptionId ?? null
}

const ownHold = prepared((db) =>
  db
    .select({ subscriptionId: regionNameHolds.subscriptionId })
    .from(regionNameHolds)
    .where(
      and(
        eq(regionNameHolds.name, sql.placeholder('name')),
        eq(regionNameHolds.userId, sql.placeholder('userId')),
      ),
    )
    .prepare('own_hold'),
)
