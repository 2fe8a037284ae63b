import { eq } from 'drizzle-orm'
import { paypalPlans } from '#db/schema/platform/billing.ts'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { tierOfOffer } from '#server/domain/billing/tiers.ts'
import { type Ctx } from '../context.ts'
import { formatAmount } from './format-amount.ts'
import { getPriceOf, type PlanRow } from './plan-queries.ts'
import { type SubscriptionRow } from './queries.ts'
import { findOpenChanges } from './tier-change-queries.ts'

type Price = SubscriptionView['price']

/** The change that the owner of a subscription waits for. */
export async function viewTierChange(
  ctx: Ctx,
  row: SubscriptionRow,
): Promise<SubscriptionView['tierChange']> {
  const change = (await findOpenChanges(ctx.db, row.id)).at(-1)
  const plan = change ? await getPlan(ctx, change.toPlanId) : null
  if (!plan || (change?.status !== 'asked' && change?.status !== 'consented')) return null
  const tier = tierOfOffer(plan.plan)
  return {
    ...{ status: change.status, tier, name: ctx.config.tiers[tier].name },
    price: await priceOf(ctx, plan),
  }
}

/** What the next bill of a subscription is: the price that its payer agreed to, else that which was paid. */
export async function getNextPrice(ctx: Ctx, row: SubscriptionRow): Promise<Price> {
  const agreed = (await findOpenChanges(ctx.db, row.id)).find(({ status }) => status === 'consented')
  const plan = agreed ? await getPlan(ctx, agreed.toPlanId) : null
  return plan
    ? priceOf(ctx, plan)
    : { value: formatAmount(row.amountMinor, row.currency), currency: row.currency }
}

async function getPlan(ctx: Ctx, planId: string): Promise<PlanRow | null> {
  const [plan] = await ctx.db.select().from(paypalPlans).where(eq(paypalPlans.id, planId))
  return plan ?? null
}

async function priceOf(ctx: Ctx, plan: PlanRow): Promise<Price> {
  const price = await getPriceOf(ctx.db, plan.id)
  return {
    value: formatAmount(price?.amountMinor ?? plan.amountMinor, plan.currency),
    currency: plan.currency,
  }
}
