import { parseMoney } from '#server/domain/billing/money.ts'
import { checkRefund, type RequestRefundInput } from '#server/domain/billing/refunds.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof } from '../require-proof.ts'
import { openRefund } from './open-refund.ts'
import { lockSubscription } from './queries.ts'
import { getRefundView, type RefundView } from './refund-view.ts'
import { loadRefundFacts, requirePayment, type PaymentRow } from './refund-rows.ts'
import { requireBuyer } from './require-buyer.ts'
import { requireOther } from './require-other.ts'

/**
 * Refunds a payment, whole or in part. For administrators who proved lately who they are, and who typed the buyer's callsign; never for
 * a payment of their own. PayPal is asked by a job, so that a crash repeats the same request.
 * @throws NOT_FOUND; FORBIDDEN `step-up`, `own-payment`; CONFLICT `not-confirmed`, `refund-open`, `disputed`, `nothing-left`,
 * `more-than-left`, `too-old`, `no-amount`.
 */
export async function requestRefund(ctx: Ctx, input: RequestRefundInput): Promise<RefundView> {
  requireAdmin(ctx)
  return transact(ctx, async (tx) => {
    const admin = await lockProof(tx)
    const payment = await requirePayment(tx.db, input.paymentId)
    const subscription = await lockSubscription(tx.db, payment.subscriptionId)
    if (!subscription) throw new Error('subscriptions with payments are never deleted')
    requireOther(admin, subscription.userId)
    const buyer = await requireBuyer(tx.db, subscription.userId)
    if (input.confirmation.trim() !== buyer.callsign)
      throw new GameError('CONFLICT', `Type ${buyer.callsign} to confirm whose payment is refunded.`, {
        reason: 'not-confirmed',
      })
    const amountMinor = await requireAmount(tx, payment, input.amount)
    const id = await openRefund(tx, payment, {
      ...{ amountMinor, cause: 'administrator', requestedBy: admin.userId, reason: input.reason },
    })
    tx.publish({
      audience: { kind: 'user', userId: subscription.userId },
      ...{ topic: 'subscription', id: subscription.id },
    })
    return getRefundView(tx.db, id)
  })
}

/** The amount, if the payment may be refunded by it. @throws CONFLICT. */
export async function requireAmount(tx: Tx, payment: PaymentRow, asked: string | undefined): Promise<number> {
  const verdict = checkRefund(
    await loadRefundFacts(tx.db, payment, tx.now),
    amountIn(asked, payment.currency),
  )
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
  return verdict.value
}

/** Minor units of an amount that was typed; null for all that is left. */
export function amountIn(text: string | undefined, currency: string): number | null {
  const money = text === undefined ? null : parseMoney(text, currency)
  if (money === null) return null
  // The input's schema has the same pattern, and ledgers only have our currencies.
  if (!money.ok) throw new TypeError(money.message)
  return money.value.minor
}
