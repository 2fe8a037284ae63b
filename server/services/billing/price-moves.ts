import { and, eq, inArray, or, type Column } from 'drizzle-orm'
import { paypalBindings, paypalPlans, planPrices, subscriptions } from '#db/schema/platform/billing.ts'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { type Queryable } from '#db/client.ts'
import { formatMoney, type Money } from '#server/domain/billing/money.ts'
import { type SubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import { type Tx } from '../context.ts'
import { notify, type Notice } from '../notifications/notify.ts'
import { offerWords } from './offer-words.ts'
import { getPriceOf, type PlanRow, type PriceRow } from './plan-queries.ts'

/** Who is billed by the plan, now or once an owed payment is made. */
const BILLED: readonly SubscriptionStatus[] = ['active', 'grace', 'suspended', 'evacuating', 'archived']

/** The subscriptions whose current PayPal subscription is of a plan, and that are still billed. */
export const isBilledByPlan = (db: Queryable, planId: string | Column) =>
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
const isAboutToBeBilledBy = (db: Queryable, planId: string | Column) =>
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

/** The subscriptions that a move of a plan's price is news to. */
export const isConcernedBy = (db: Queryable, planId: string | Column) =>
  or(isBilledByPlan(db, planId), isAboutToBeBilledBy(db, planId))

type News = Pick<Notice, 'kind' | 'title' | 'body' | 'href'>

/** What is told of an announced move. Its `href` is its own, so that each is told of it once. */
export async function newsOfMove(
  tx: Tx,
  plan: PlanRow,
  { id, amountMinor, movesAt }: PriceRow,
): Promise<News> {
  const { currency } = plan
  const current = await getPriceOf(tx.db, plan.id)
  const now = shown({ minor: current?.amountMinor ?? plan.amountMinor, currency })
  return {
    kind: 'billing.price-announced',
    title: `${offerWords(tx.config, plan.plan).name} will cost ${shown({ minor: amountMinor, currency })} a month`,
    body: `It costs you ${now} now. Bills after ${movesAt?.toISOString()} may have the new price. If you do not want it, cancel on your billing page before; what you paid for stays yours.`,
    href: `/account/billing#price-${id}`,
  }
}

/** Tells all who are billed by a plan, by notice and mail. */
export async function notifyBilled(tx: Tx, plan: PlanRow, news: News): Promise<void> {
  const billed = await tx.db
    .selectDistinct({ userId: subscriptions.userId })
    .from(subscriptions)
    .where(isConcernedBy(tx.db, plan.id))
  // The platform tells this, not the administrator who announced it.
  await notify(tx, { userIds: billed.map(({ userId }) => userId), ...news, senderId: null })
}

export const shown = (price: Money): string => `${formatMoney(price)} ${price.currency}`
