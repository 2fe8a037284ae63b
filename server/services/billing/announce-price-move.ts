import { and, eq } from 'drizzle-orm'
import { paypalPlans, planPrices } from '#db/schema/platform/billing.ts'
import { movePriceJob } from '#jobs/billing/move-price.ts'
import { job } from '#jobs/outbox.ts'
import { moveDay } from '#server/domain/billing/plan-prices.ts'
import { checkMove, type AnnounceMoveInput } from '#server/domain/billing/price-input.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof } from '../require-proof.ts'
import { getPriceOf, isOpenMove } from './plan-queries.ts'
import { newsOfMove, notifyBilled, shown } from './price-moves.ts'
import { requirePlanOnSale } from './require-plan-on-sale.ts'

/**
 * Announces to those who pay for an earlier plan that they will pay the price on sale: by notice and mail, 30 days before PayPal is
 * told; to those who come to pay for it meanwhile, then. Until then either price pays a month, and the move can be cancelled. For administrators who proved lately who they are, and
 * who typed the new price.
 * @throws FORBIDDEN, also `step-up`; NOT_FOUND; CONFLICT `not-confirmed`, `on-sale`, `announced` or `same-price`.
 */
export async function announcePriceMove(ctx: Ctx, input: AnnounceMoveInput): Promise<{ priceId: string }> {
  return transact(ctx, async (tx) => {
    requireAdmin(tx)
    await lockProof(tx)
    const [plan] = await tx.db
      .select()
      .from(paypalPlans)
      .where(and(eq(paypalPlans.id, input.planId), eq(paypalPlans.environment, tx.config.paypalEnvironment)))
      .for('update')
    if (!plan) throw notFound('This plan')
    const onSale = await requirePlanOnSale(tx, plan.plan)
    const current = await getPriceOf(tx.db, plan.id)
    if (!current) throw new TypeError(`plan ${plan.id} was made with a price`)
    const target = { minor: onSale.amountMinor, currency: onSale.currency }
    const openMoves = await tx.db.$count(planPrices, and(eq(planPrices.planId, plan.id), isOpenMove))
    const verdict = checkMove({
      isOnSale: plan.id === onSale.id,
      hasOpenMove: openMoves > 0,
      current: { minor: current.amountMinor, currency: plan.currency },
      target,
    })
    if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
    if (input.confirmation !== shown(target))
      throw new GameError('CONFLICT', `Type ${shown(target)} to confirm.`, { reason: 'not-confirmed' })

    const movesAt = moveDay(tx.now)
    const [price] = await tx.db
      .insert(planPrices)
      .values({ planId: plan.id, amountMinor: target.minor, validFrom: tx.now, movesAt })
      .returning()
    if (!price) throw new TypeError('an insert returns its row')
    await tx.enqueue(job(movePriceJob, { priceId: price.id }, movesAt))
    await notifyBilled(tx, plan, await newsOfMove(tx, plan, price))
    await tx.audit({
      action: 'billing.price-move-announced',
      subject: { type: 'paypal-plan', id: plan.id },
      detail: {
        plan: plan.plan,
        fromMinor: current.amountMinor,
        toMinor: target.minor,
        movesAt: movesAt.toISOString(),
      },
    })
    return { priceId: price.id }
  })
}
