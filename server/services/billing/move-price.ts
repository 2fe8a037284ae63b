import { and, eq, isNull, ne } from 'drizzle-orm'
import { planPrices, subscriptions } from '#db/schema/platform/billing.ts'
import { oldPriceUntil } from '#server/domain/billing/plan-prices.ts'
import { transact, type Ctx } from '../context.ts'
import { isBilledByPlan, isOpen, lockMove } from './price-moves.ts'

/**
 * Carries out an announced move once its day has come: PayPal moves all subscribers of the plan to the price. The earlier price
 * goes on paying a month for bills that still have it. Safe to repeat, since PayPal's price is read first.
 * @throws PayPalError; the sweep retries.
 */
export async function movePrice(ctx: Ctx, { priceId }: { priceId: string }): Promise<void> {
  const due = await transact(ctx, async (tx) => {
    const move = await lockMove(tx, priceId)
    const isDue = move !== null && isOpen(move.price) && (move.price.movesAt ?? tx.now) <= tx.now
    return isDue ? move : null
  })
  if (!due) return
  const { plan, price } = due
  await ctx.paypal.updatePlanPrice(plan.paypalPlanId, { minor: price.amountMinor, currency: plan.currency })
  await transact(ctx, async (tx) => {
    const move = await lockMove(tx, priceId)
    if (!move || !isOpen(move.price)) return
    await tx.db
      .update(planPrices)
      .set({ validUntil: oldPriceUntil(tx.now) })
      .where(and(eq(planPrices.planId, plan.id), ne(planPrices.id, priceId), isNull(planPrices.validUntil)))
    await tx.db.update(planPrices).set({ movedAt: tx.now }).where(eq(planPrices.id, priceId))
    await tx.db
      .update(subscriptions)
      .set({ amountMinor: price.amountMinor, updatedAt: tx.now })
      .where(isBilledByPlan(tx.db, plan.id))
    await tx.audit({
      action: 'billing.price-moved',
      subject: { type: 'paypal-plan', id: plan.id },
      detail: { plan: plan.plan, toMinor: price.amountMinor },
    })
  })
}
