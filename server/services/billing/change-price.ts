import { eq } from 'drizzle-orm'
import { paypalPlans, planPrices } from '#db/schema/platform/billing.ts'
import { formatMoney } from '#server/domain/billing/money.ts'
import { type ChangePriceInput } from '#server/domain/billing/price-input.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof, requireProof } from '../require-proof.ts'
import { callPayPal } from './call-paypal.ts'
import { offerWords } from './offer-words.ts'
import { requirePlanOnSale } from './require-plan-on-sale.ts'

/**
 * Changes what new buyers pay: makes another plan at PayPal and puts it on sale. Who has a subscription keeps its plan and price.
 * For administrators who proved lately who they are, and who typed the plan's name.
 * @throws FORBIDDEN, also `step-up`; CONFLICT `not-confirmed`, `same-price` or `price-changed`; UNAVAILABLE.
 */
export async function changePrice(ctx: Ctx, input: ChangePriceInput): Promise<{ planId: string }> {
  requireAdmin(ctx)
  await requireProof(ctx)
  const { name, description } = offerWords(ctx.config, input.plan)
  if (input.confirmation !== name)
    throw new GameError('CONFLICT', `Type ${name} to confirm.`, { reason: 'not-confirmed' })
  const replaced = await requirePlanOnSale(ctx, input.plan)
  if (replaced.amountMinor === input.price.minor)
    throw new GameError('CONFLICT', `${name} costs ${formatMoney(input.price)} already.`, {
      reason: 'same-price',
    })
  const made = await callPayPal(() =>
    ctx.paypal.createPlan({
      productId: replaced.productId,
      plan: { name, description },
      price: input.price,
      // The same change, asked for twice, makes one plan.
      requestId: `sectorwars-plan-after-${replaced.id}-${input.price.minor}`,
    }),
  )
  return transact(ctx, async (tx) => {
    await lockProof(tx)
    const [standing] = await tx.db
      .select()
      .from(paypalPlans)
      .where(eq(paypalPlans.id, replaced.id))
      .for('update')
    if (!standing || standing.onSaleUntil !== null)
      throw new GameError('CONFLICT', 'The price was changed meanwhile. Look at it again.', {
        reason: 'price-changed',
      })
    await tx.db.update(paypalPlans).set({ onSaleUntil: tx.now }).where(eq(paypalPlans.id, replaced.id))
    const [row] = await tx.db
      .insert(paypalPlans)
      .values({
        environment: replaced.environment,
        plan: input.plan,
        productId: replaced.productId,
        paypalPlanId: made.id,
        amountMinor: input.price.minor,
        currency: input.price.currency,
        onSaleFrom: tx.now,
      })
      .returning({ id: paypalPlans.id })
    if (!row) throw new TypeError('an insert returns its row')
    await tx.db
      .insert(planPrices)
      .values({ planId: row.id, amountMinor: input.price.minor, validFrom: tx.now })
    await tx.audit({
      action: 'billing.price-changed',
      subject: { type: 'paypal-plan', id: row.id },
      detail: {
        plan: input.plan,
        fromMinor: replaced.amountMinor,
        toMinor: input.price.minor,
        currency: input.price.currency,
      },
    })
    return { planId: row.id }
  })
}
