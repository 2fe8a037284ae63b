import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { paymentLedger, paypalPlans, planPrices } from '#db/schema/platform/billing.ts'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { type PlanPrice } from '#server/domain/billing/plan-prices.ts'
import { isAwaited, planPaid, type AgreedPlan, type PaidPlan } from '#server/domain/billing/tier-change.ts'
import { getBinding } from './queries.ts'

export type TierChangeRow = typeof tierChanges.$inferSelect

/** The changes of a PayPal subscription's tier, the oldest first. */
export const findTierChanges = (db: Queryable, paypalSubscriptionId: string): Promise<TierChangeRow[]> =>
  db
    .select()
    .from(tierChanges)
    .where(eq(tierChanges.paypalSubscriptionId, paypalSubscriptionId))
    .orderBy(asc(tierChanges.askedAt), asc(tierChanges.id))

/** The changes that wait for their payer or their first bill, the oldest first: one that was agreed to, and one that is asked. */
export const findOpenChanges = (db: Queryable, subscriptionId: string): Promise<TierChangeRow[]> =>
  db
    .select()
    .from(tierChanges)
    .where(
      and(
        eq(tierChanges.subscriptionId, subscriptionId),
        inArray(tierChanges.status, ['asked', 'consented']),
      ),
    )
    .orderBy(asc(tierChanges.askedAt))

/** Our ids of the plan that was bought, which a PayPal subscription had before all changes, and of all that it may be of by now. */
type Agreement = { bought: string; planIds: string[] }

/** Null where the plan that was bought was not kept. */
export async function getAgreement(
  db: Queryable,
  paypalSubscriptionId: string,
  changes: readonly TierChangeRow[],
): Promise<Agreement | null> {
  const binding = await getBinding(db, paypalSubscriptionId)
  const bought = changes[0]?.fromPlanId ?? binding?.planId ?? null
  if (bought === null) return null
  // The newest wish first.
  return { bought, planIds: [...new Set([...changes.map(({ toPlanId }) => toPlanId).reverse(), bought])] }
}

/** The plans that payments of a subscription paid, by any of its PayPal subscriptions. */
export async function findPaidPlans(db: Queryable, subscriptionId: string): Promise<PaidPlan[]> {
  const rows = await db
    .select({ planId: paymentLedger.planId, at: paymentLedger.occurredAt })
    .from(paymentLedger)
    .where(
      and(
        eq(paymentLedger.subscriptionId, subscriptionId),
        eq(paymentLedger.kind, 'payment'),
        isNotNull(paymentLedger.planId),
      ),
    )
    .orderBy(asc(paymentLedger.occurredAt), asc(paymentLedger.recordedAt))
  return rows.flatMap(({ planId, at }) => (planId === null ? [] : [{ planId, at }]))
}

/** Those of them that are of the plans of one PayPal subscription. */
export const ofAgreement = (payments: readonly PaidPlan[], { planIds }: Agreement): PaidPlan[] =>
  payments.filter(({ planId }) => planIds.includes(planId))

/**
 * What the payer of a PayPal subscription agreed to or was asked for, for `judgePayment` of a payment at `at`. Null where the plan that
 * was bought was not kept.
 * @param agreedPayPalPlanId the plan that PayPal names now; null where it was not read
 */
export async function findAgreedPlans(
  db: Queryable,
  { subscriptionId, paypalSubscriptionId }: { subscriptionId: string; paypalSubscriptionId: string },
  { agreedPayPalPlanId, at }: { agreedPayPalPlanId: string | null; at: Date },
): Promise<readonly [AgreedPlan, ...AgreedPlan[]] | null> {
  const changes = await findTierChanges(db, paypalSubscriptionId)
  const agreement = await getAgreement(db, paypalSubscriptionId, changes)
  if (agreement === null) return null
  const { bought, planIds } = agreement
  const payments = await findPaidPlans(db, subscriptionId)
  const paid = planPaid(bought, ofAgreement(payments, agreement))
  const prices = await findPrices(db, planIds)
  const agreed = (planId: string): AgreedPlan => {
    const wishes = changes.filter(({ toPlanId }) => toPlanId === planId)
    return {
      planId,
      prices: prices.filter((price) => price.planId === planId),
      askedAt: planId === bought ? null : (wishes[0]?.askedAt ?? null),
      isNext:
        wishes.some((wish) => isAwaited(wish, at)) ||
        prices.some((price) => price.planId === planId && price.paypalPlanId === agreedPayPalPlanId),
    }
  }
  return [agreed(paid), ...planIds.filter((planId) => planId !== paid).map(agreed)]
}

const findPrices = (
  db: Queryable,
  planIds: readonly string[],
): Promise<(PlanPrice & { planId: string; paypalPlanId: string })[]> =>
  db
    .select({
      planId: planPrices.planId,
      paypalPlanId: paypalPlans.paypalPlanId,
      amountMinor: planPrices.amountMinor,
      currency: paypalPlans.currency,
      validFrom: planPrices.validFrom,
      validUntil: planPrices.validUntil,
    })
    .from(planPrices)
    .innerJoin(paypalPlans, eq(paypalPlans.id, planPrices.planId))
    .where(inArray(planPrices.planId, [...planIds]))
