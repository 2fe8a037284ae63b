import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { type CorrectPaymentInput } from '#server/domain/billing/correction-input.ts'
import { balanceOfSale } from '#server/domain/billing/payment-ledger.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof, requireProof } from '../require-proof.ts'
import { callPayPal } from './call-paypal.ts'
import { findLedger } from './queries.ts'
import { requireOther } from './require-other.ts'
import { recordPayment } from './record-payment.ts'
import { settleWith } from './settle-with.ts'

/** What the ids of its ledger rows begin with: PayPal knows none of them. */
export const CORRECTION = 'correction-'

/**
 * Corrects what the ledger says of a payment, where PayPal's events do not: takes all of it back, or gives back what reversals took.
 * It has the same effects as PayPal's own. For administrators who proved lately who they are, typed the payment's id and give a reason;
 * never for a payment of their own. @throws FORBIDDEN, also `step-up` and `own-payment`; NOT_FOUND; CONFLICT `not-confirmed`, `nothing-taken` or `nothing-left`; UNAVAILABLE.
 */
export async function correctPayment(ctx: Ctx, input: CorrectPaymentInput): Promise<{ saleId: string }> {
  const admin = requireAdmin(ctx)
  await requireProof(ctx)
  const { saleId, act, reason } = input
  const [sale] = await ctx.db
    .select({
      subscriptionId: paymentLedger.subscriptionId,
      currency: paymentLedger.currency,
      buyerId: subscriptions.userId,
    })
    .from(paymentLedger)
    .innerJoin(subscriptions, eq(subscriptions.id, paymentLedger.subscriptionId))
    .where(and(eq(paymentLedger.kind, 'payment'), eq(paymentLedger.paypalId, saleId)))
  if (!sale) throw notFound('This payment')
  requireOther(admin, sale.buyerId)
  if (input.confirmation !== saleId)
    throw new GameError('CONFLICT', `Type ${saleId} to confirm.`, { reason: 'not-confirmed' })
  const { subscriptionId, currency } = sale
  await callPayPal(() =>
    settleWith(ctx, subscriptionId, async (tx, settle) => {
      await lockProof(tx)
      const { leftMinor, takenMinor } = balanceOfSale(await findLedger(tx.db, subscriptionId), saleId)
      const amountMinor = act === 'give-back' ? takenMinor : leftMinor
      if (amountMinor === 0) throw nothingTo(act)
      const id = `${CORRECTION}${randomUUID()}`
      const kind = act === 'give-back' ? 'reinstatement' : 'reversal'
      const entry = { kind, id, saleId, amountMinor, currency, at: tx.now } as const
      await recordPayment(tx, subscriptionId, entry, null)
      await settle()
      await tx.audit({
        action: 'billing.payment-corrected',
        subject: { type: 'subscription', id: subscriptionId },
        detail: { saleId, act, amountMinor, currency, reason },
      })
    }),
  )
  return { saleId }
}

const nothingTo = (act: CorrectPaymentInput['act']) =>
  act === 'give-back'
    ? new GameError('CONFLICT', 'No reversal holds anything of this payment.', { reason: 'nothing-taken' })
    : new GameError('CONFLICT', 'Nothing is left of this payment.', { reason: 'nothing-left' })
