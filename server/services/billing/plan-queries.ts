import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { paypalBindings, paypalPlans, planPrices, subscriptions } from '#db/schema/platform/billing.ts'
import { type PlanPrice } from '#server/domain/billing/plan-prices.ts'
import { type PayPalEnvironment } from '#server/domain/billing/plans.ts'
import { type OfferKey } from '#server/domain/billing/tiers.ts'

export type PlanRow = typeof paypalPlans.$inferSelect
export type PriceRow = typeof planPrices.$inferSelect

/** The PayPal plan that new buyers of a plan get; its price is that it was made with. Null before set-up. */
export async function getPlanOnSale(
  db: Queryable,
  environment: PayPalEnvironment,
  plan: OfferKey,
): Promise<PlanRow | null> {
  const [row] = await db
    .select()
    .from(paypalPlans)
    .where(
      and(
        eq(paypalPlans.environment, environment),
        eq(paypalPlans.plan, plan),
        isNull(paypalPlans.onSaleUntil),
      ),
    )
  return row ?? null
}

export async function getPlanByPayPalId(
  db: Queryable,
  environment: PayPalEnvironment,
  paypalPlanId: string,
): Promise<PlanRow | null> {
  const [row] = await db
    .select()
    .from(paypalPlans)
    .where(and(eq(paypalPlans.environment, environment), eq(paypalPlans.paypalPlanId, paypalPlanId)))
  return row ?? null
}

/** All plans on sale. */
export const findPlansOnSale = (db: Queryable, environment: PayPalEnvironment): Promise<PlanRow[]> =>
  db
    .select()
    .from(paypalPlans)
    .where(and(eq(paypalPlans.environment, environment), isNull(paypalPlans.onSaleUntil)))

/** The PayPal plan of a binding; for one of before plans had prices, any of its subscription's key. */
const isPlanOfBinding = (environment: PayPalEnvironment) =>
  or(
    eq(paypalBindings.planId, paypalPlans.id),
    and(
      isNull(paypalBindings.planId),
      eq(paypalPlans.environment, environment),
      eq(paypalPlans.plan, subscriptions.plan),
    ),
  )

/** PayPal's ids of the plans that a subscription's buyer was offered, at the checkout and at each renewal. */
export async function findOfferedPlanIds(
  db: Queryable,
  environment: PayPalEnvironment,
  subscriptionId: string,
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: paypalPlans.paypalPlanId })
    .from(paypalBindings)
    .innerJoin(subscriptions, eq(subscriptions.id, paypalBindings.subscriptionId))
    .innerJoin(paypalPlans, isPlanOfBinding(environment))
    .where(eq(paypalBindings.subscriptionId, subscriptionId))
  return rows.map(({ id }) => id)
}

/**
 * All prices that the plan of a PayPal subscription ever had, to judge one of its payments.
 * @param paypalSubscriptionId null: of any PayPal subscription of the row
 */
export const findPricesPaid = (
  db: Queryable,
  environment: PayPalEnvironment,
  { subscriptionId, paypalSubscriptionId }: { subscriptionId: string; paypalSubscriptionId: string | null },
): Promise<PlanPrice[]> =>
  db
    .select({
      amountMinor: planPrices.amountMinor,
      currency: paypalPlans.currency,
      validFrom: planPrices.validFrom,
      validUntil: planPrices.validUntil,
    })
    .from(paypalBindings)
    .innerJoin(subscriptions, eq(subscriptions.id, paypalBindings.subscriptionId))
    .innerJoin(paypalPlans, isPlanOfBinding(environment))
    .innerJoin(planPrices, eq(planPrices.planId, paypalPlans.id))
    .where(
      and(
        eq(paypalBindings.subscriptionId, subscriptionId),
        paypalSubscriptionId === null
          ? undefined
          : eq(paypalBindings.paypalSubscriptionId, paypalSubscriptionId),
      ),
    )

/** What PayPal bills for a month of a plan now: the last price that it was moved to, or the first. */
export async function getPriceOf(db: Queryable, planId: string): Promise<PriceRow | null> {
  const [row] = await db
    .select()
    .from(planPrices)
    .where(and(eq(planPrices.planId, planId), or(isNull(planPrices.movesAt), isNotNull(planPrices.movedAt))))
    .orderBy(sql`${planPrices.movedAt} desc nulls last`, desc(planPrices.validFrom))
    .limit(1)
  return row ?? null
}

export const isOpenMove = and(
  isNotNull(planPrices.movesAt),
  isNull(planPrices.movedAt),
  isNull(planPrices.validUntil),
)
