import { and, eq, inArray, or } from 'drizzle-orm'
import { paypalBindings, paypalPlans, planPrices, subscriptions } from '#db/schema/platform/billing.ts'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { type Queryable } from '#db/client.ts'
import { formatMoney, type Money } from '#server/domain/billing/money.ts'
import { type SubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { offerWords } from './offer-words.ts'
import { type PlanRow, type PriceRow } from './plan-queries.ts'

/** Who is billed by the plan, now or once an owed payment is made. */
const BILLED: readonly SubscriptionStatus[] = ['active', 'grace', 'suspended', 'evacuating', 'archived']

/** The subscriptions whose current PayPal subscription is of a plan, and that are still billed. */
export const isBilledByPlan = (db: Queryable, planId: string) =>
  and(
    inArray(
      subscriptions.paypalSubscriptionId,
      db
        .select({ id: paypalBindings.paypalSubscriptionId })
        .from(paypalBindings)
        .where(eq(paypalBindings.planId, planId)),
    ),
    inArray(subscriptions.status, [...BILLED]),
  )

/** The subscriptions whose payer agreed to a plan that the next bill is of. */
const isAboutToBeBilledBy = (db: Queryable, planId: string) =>
  inArray(
    subscriptions.id,
    db
      .select({ id: tierChanges.subscriptionId })
      .from(tierChanges)
      .where(and(eq(tierChanges.toPlanId, planId), eq(tierChanges.status, 'consented'))),
  )

/** A price with its plan, both locked until the transaction ends. */
export async function lockMove(tx: Tx, priceId: string): Promise<{ price: PriceRow; plan: PlanRow } | null> {
  const [row] = await tx.db
    .select({ price: planPrices, plan: paypalPlans })
    .from(planPrices)
    .innerJoin(paypalPlans, eq(paypalPlans.id, planPrices.planId))
    .where(and(eq(planPrices.id, priceId), eq(paypalPlans.environment, tx.config.paypalEnvironment)))
    .for('update')
  return row ?? null
}

export const isOpen = ({ movesAt, movedAt, validUntil }: PriceRow): boolean =>
  movesAt !== null && movedAt === null && validUntil === null

/** Tells all who are billed by a plan, by notice and mail. */
export async function notifyBilled(
  tx: Tx,
  plan: PlanRow,
  { kind, words }: { kind: string; words: (planName: string) => { title: string; body: string } },
): Promise<void> {
  const billed = await tx.db
    .selectDistinct({ userId: subscriptions.userId })
    .from(subscriptions)
    .where(or(isBilledByPlan(tx.db, plan.id), isAboutToBeBilledBy(tx.db, plan.id)))
  await notify(tx, {
    userIds: billed.map(({ userId }) => userId),
    kind,
    ...words(offerWords(tx.config, plan.plan).name),
    href: '/account/billing',
    // The platform's own news, whoever announced it.
    senderId: null,
  })
}

export const shown = (price: Money): string => `${formatMoney(price)} ${price.currency}`
