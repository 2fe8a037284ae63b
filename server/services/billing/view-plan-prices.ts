import { asc, eq } from 'drizzle-orm'
import { planPrices, subscriptions } from '#db/schema/platform/billing.ts'
import { formatMoney } from '#server/domain/billing/money.ts'
import { type OfferKey } from '#server/domain/billing/tiers.ts'
import { type Ctx } from '../context.ts'
import { offerWords } from './offer-words.ts'
import { type PlanRow, type PriceRow } from './plan-queries.ts'
import { isBilledByPlan, isOpen } from './price-moves.ts'

export type PlanPrices = {
  id: string
  plan: OfferKey
  name: string
  paypalPlanId: string
  /** What its subscribers pay now. */
  price: string
  currency: string
  onSaleFrom: string
  onSaleUntil: string | null
  /** How many are billed by it. */
  subscribers: number
  /** The announced move, which can still be cancelled until its day. */
  move: { priceId: string; price: string; movesAt: string } | null
  /** Its prices, the oldest first. Only moves have an announcement. */
  history: {
    id: string
    price: string
    validFrom: string
    movesAt: string | null
    movedAt: string | null
    cancelledAt: string | null
  }[]
}

/** A plan at PayPal with all its prices and how many pay them. */
export async function viewPlanPrices(ctx: Ctx, plan: PlanRow): Promise<PlanPrices> {
  const prices = await ctx.db
    .select()
    .from(planPrices)
    .where(eq(planPrices.planId, plan.id))
    .orderBy(asc(planPrices.validFrom))
  const shown = (amountMinor: number) => formatMoney({ minor: amountMinor, currency: plan.currency })
  const current = prices.findLast(({ movedAt }) => movedAt !== null)?.amountMinor ?? plan.amountMinor
  const open = prices.find(isOpen)
  return {
    id: plan.id,
    plan: plan.plan,
    name: offerWords(ctx.config, plan.plan).name,
    paypalPlanId: plan.paypalPlanId,
    price: shown(current),
    currency: plan.currency,
    onSaleFrom: plan.onSaleFrom.toISOString(),
    onSaleUntil: plan.onSaleUntil?.toISOString() ?? null,
    subscribers: await ctx.db.$count(subscriptions, isBilledByPlan(ctx.db, plan.id)),
    move: open?.movesAt
      ? { priceId: open.id, price: shown(open.amountMinor), movesAt: open.movesAt.toISOString() }
      : null,
    history: prices.map((row) => ({
      id: row.id,
      price: shown(row.amountMinor),
      validFrom: row.validFrom.toISOString(),
      movesAt: row.movesAt?.toISOString() ?? null,
      movedAt: row.movedAt?.toISOString() ?? null,
      cancelledAt: isCancelled(row) ? (row.validUntil?.toISOString() ?? null) : null,
    })),
  }
}

const isCancelled = ({ movesAt, movedAt }: PriceRow): boolean => movesAt !== null && movedAt === null
