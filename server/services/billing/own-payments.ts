import { and, asc, eq, ne } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { paymentLedger, paypalPlans, subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'

/** Payments, refunds and reversals of somebody's own subscriptions, with what they are for. */
export const readOwnPayments = (db: Queryable) =>
  db
    .select({
      entry: paymentLedger,
      subscription: subscriptions,
      regionName: regions.displayName,
      /** What it pays; null in rows that are older, and for what is no payment. */
      offer: paypalPlans.plan,
      owner: { callsign: users.callsign, email: users.email },
    })
    .from(paymentLedger)
    .innerJoin(subscriptions, eq(subscriptions.id, paymentLedger.subscriptionId))
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .leftJoin(paypalPlans, eq(paypalPlans.id, paymentLedger.planId))
    .leftJoin(regions, eq(regions.id, subscriptions.regionId))

export type OwnPayment = Awaited<ReturnType<typeof readOwnPayments>>[number]

/** What was refunded or taken back of a payment, the oldest first. */
export const findReturns = (db: Queryable, saleId: string) =>
  db
    .select()
    .from(paymentLedger)
    .where(and(eq(paymentLedger.saleId, saleId), ne(paymentLedger.kind, 'payment')))
    .orderBy(asc(paymentLedger.occurredAt), asc(paymentLedger.recordedAt), asc(paymentLedger.id))
