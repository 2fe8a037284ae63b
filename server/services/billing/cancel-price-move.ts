import { eq } from 'drizzle-orm'
import { planPrices } from '#db/schema/platform/billing.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof } from '../require-proof.ts'
import { offerWords } from './offer-words.ts'
import { isOpen, lockMove, notifyBilled } from './price-moves.ts'

/**
 * Cancels an announced move, before its day: its subscribers keep their price, and are told. For administrators who proved lately
 * who they are. @throws FORBIDDEN, also `step-up`; NOT_FOUND; CONFLICT `move-over` from its day on.
 */
export async function cancelPriceMove(
  ctx: Ctx,
  { priceId }: { priceId: string },
): Promise<{ priceId: string }> {
  return transact(ctx, async (tx) => {
    requireAdmin(tx)
    await lockProof(tx)
    const move = await lockMove(tx, priceId)
    if (!move || move.price.movesAt === null) throw notFound('This announcement')
    // From its day on PayPal may be asked at any moment.
    if (!isOpen(move.price) || move.price.movesAt <= tx.now)
      throw new GameError('CONFLICT', 'This announcement is cancelled or carried out already.', {
        reason: 'move-over',
      })
    await tx.db.update(planPrices).set({ validUntil: tx.now }).where(eq(planPrices.id, priceId))
    await notifyBilled(tx, move.plan, {
      kind: 'billing.price-kept',
      title: `The price of ${offerWords(tx.config, move.plan.plan).name} stays as it is for you`,
      body: 'The announced change was cancelled. You go on paying what you pay now.',
      href: '/account/billing',
    })
    await tx.audit({
      action: 'billing.price-move-cancelled',
      subject: { type: 'paypal-plan', id: move.plan.id },
      detail: { plan: move.plan.plan, toMinor: move.price.amountMinor },
    })
    return { priceId }
  })
}
