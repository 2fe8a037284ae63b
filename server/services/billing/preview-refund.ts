import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { coverageOf, type CountedEntry } from '#server/domain/billing/payment-ledger.ts'
import { type PlanKey } from '#server/domain/billing/plans.ts'
import { checkRefund, isUnanswered, leftToRefund, refundableUntil } from '#server/domain/billing/refunds.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { formatAmount } from './format-amount.ts'
import { findLedger } from './queries.ts'
import { findRefunds, loadRefundFacts, requirePayment } from './refund-rows.ts'
import { getRefundView, type RefundView } from './refund-view.ts'
import { amountIn } from './request-refund.ts'
import { requireBuyer } from './require-buyer.ts'
import { getTimePaidBefore } from './takeover-stage.ts'

export type RefundPreview = {
  payment: { id: string; number: string; at: string; amount: string; currency: string }
  subscriptionId: string
  plan: PlanKey
  buyer: { id: string; callsign: string }
  /** What can be refunded at most. */
  left: string
  refundableUntil: string
  /** Why it cannot be refunded; null if it can. */
  against: string | null
  /** What would be refunded, and until when it is paid for now and then; null where it cannot be. */
  effect: { amount: string; paidThrough: string | null; paidThroughThen: string | null } | null
  /** When PayPal bills next all the same; null when it does not. */
  nextChargeAt: string | null
  /** The refund that PayPal never answered and that is not asked for again; null if there is none. */
  unanswered: RefundView | null
  refunds: RefundView[]
}

/** What a refund of a payment, whole or by an amount, would do. @throws FORBIDDEN, NOT_FOUND. */
export async function previewRefund(
  ctx: Ctx,
  input: { paymentId: string; amount?: string | undefined },
): Promise<RefundPreview> {
  requireAdmin(ctx)
  const payment = await requirePayment(ctx.db, input.paymentId)
  const now = await ctx.clock.now(ctx.db)
  const [subscription] = await ctx.db
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.id, payment.subscriptionId))
  if (!subscription) throw new Error('subscriptions with payments are never deleted')
  const facts = await loadRefundFacts(ctx.db, payment, now)
  const verdict = checkRefund(facts, amountIn(input.amount, payment.currency))
  const money = (minor: number) => formatAmount(minor, payment.currency)
  const then: CountedEntry[] = verdict.ok
    ? [
        {
          ...{ kind: 'refund', id: 'preview', saleId: payment.paypalId, at: now },
          ...{ amountMinor: verdict.value, currency: payment.currency, months: 0 },
        },
      ]
    : []
  const { isGranted } = readState(subscription.state)
  const ledger = await findLedger(ctx.db, subscription.id)
  const coverage = coverageOf([...ledger, ...then], await getTimePaidBefore(ctx.db, subscription))
  const isBilled = subscription.paypalStatus === 'ACTIVE' && subscription.cancelRequestedAt === null
  const rows = await findRefunds(ctx.db, payment.id)
  const views = await Promise.all(rows.map(({ id }) => getRefundView(ctx.db, id)))
  const lost = rows.find((row) => isUnanswered(row, now))
  return {
    payment: {
      ...{ id: payment.id, number: payment.paypalId, at: payment.occurredAt.toISOString() },
      ...{ amount: money(payment.amountMinor), currency: payment.currency },
    },
    subscriptionId: subscription.id,
    plan: subscription.plan,
    buyer: await requireBuyer(ctx.db, subscription.userId),
    left: money(leftToRefund(facts)),
    refundableUntil: refundableUntil(payment.occurredAt).toISOString(),
    against: verdict.ok ? null : verdict.message,
    effect: verdict.ok
      ? {
          amount: money(verdict.value),
          paidThrough: subscription.paidThrough?.toISOString() ?? null,
          paidThroughThen: isGranted ? (coverage?.paidThrough.toISOString() ?? null) : null,
        }
      : null,
    nextChargeAt: isBilled ? (subscription.nextBillingAt?.toISOString() ?? null) : null,
    unanswered: views.find(({ id }) => id === lost?.id) ?? null,
    refunds: views,
  }
}
