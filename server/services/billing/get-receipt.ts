import { and, eq } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { balanceOfSale, signOf, type LedgerKind } from '#server/domain/billing/payment-ledger.ts'
import { PLANS, type PlanKey } from '#server/domain/billing/plans.ts'
import { type Seller } from '#server/domain/billing/receipt.ts'
import { tierOfOffer, type Tier } from '#server/domain/billing/tiers.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { formatAmount } from './format-amount.ts'
import { findReturns, readOwnPayments, type OwnPayment } from './own-payments.ts'
import { shownTier } from './offer-words.ts'
import { findLedger } from './queries.ts'
import { getNextPrice } from './view-tier-change.ts'

export type Receipt = {
  /** PayPal's id of the payment. */
  number: string
  at: string
  plan: PlanKey
  /** Of a region; null while only one is sold and it is that. */
  tier: string | null
  /** What was paid for: the region's display name, or the plan's. */
  subject: string
  paypalSubscriptionId: string | null
  buyer: { callsign: string; email: string | null }
  /** Null where the operator says nothing: a receipt names nobody then. */
  seller: Seller | null
  amount: string
  currency: string
  /** What went back of it, negative, and what came again. */
  returned: { kind: LedgerKind; number: string; at: string; amount: string }[]
  /** What is left of it; null while nothing was returned. */
  kept: string | null
  /** Null when PayPal bills nothing further. The payer is who PayPal names now. */
  nextCharge: { at: string; amount: string; currency: string; payer: string | null } | null
}

/** The receipt of one of the user's own payments. @throws UNAUTHORIZED; NOT_FOUND for any other user's. */
export async function getReceipt(ctx: Ctx, { id }: { id: string }): Promise<Receipt> {
  const { userId } = requireUser(ctx)
  const own = and(
    eq(paymentLedger.id, id),
    eq(paymentLedger.kind, 'payment'),
    eq(subscriptions.userId, userId),
  )
  const [payment] = await readOwnPayments(ctx.db).where(own)
  if (!payment) throw notFound('This payment')
  const { entry, subscription } = payment
  const returns = await findReturns(ctx.db, entry.paypalId)
  const { leftMinor } = balanceOfSale(await findLedger(ctx.db, subscription.id), entry.paypalId)
  return {
    number: entry.paypalId,
    at: entry.occurredAt.toISOString(),
    plan: subscription.plan,
    tier: subscription.plan === 'regional_owner' ? shownTier(ctx.config, tierPaid(payment)) : null,
    subject: subjectOf(payment),
    paypalSubscriptionId: subscription.paypalSubscriptionId,
    buyer: payment.owner,
    seller: ctx.config.seller,
    amount: formatAmount(entry.amountMinor, entry.currency),
    currency: entry.currency,
    returned: returns.map((row) => ({
      kind: row.kind,
      number: row.paypalId,
      at: row.occurredAt.toISOString(),
      amount: formatAmount(signOf(row.kind) * row.amountMinor, row.currency),
    })),
    kept: returns.length === 0 ? null : formatAmount(leftMinor, entry.currency),
    nextCharge: await nextChargeOf(ctx, payment),
  }
}

/** What a payment is for: the region's display name, or the plan's. */
export const subjectOf = ({ regionName, subscription }: OwnPayment): string =>
  regionName ?? subscription.draft?.displayName ?? PLANS[subscription.plan].name

const tierPaid = ({ offer }: OwnPayment): Tier => (offer === null ? 'standard' : tierOfOffer(offer))

async function nextChargeOf(ctx: Ctx, { subscription }: OwnPayment): Promise<Receipt['nextCharge']> {
  const now = await ctx.clock.now(ctx.db)
  const { nextBillingAt, paypalStatus, cancelRequestedAt, currency, payer } = subscription
  if (paypalStatus !== 'ACTIVE' || cancelRequestedAt !== null) return null
  if (nextBillingAt === null || nextBillingAt <= now) return null
  const { value: amount } = await getNextPrice(ctx, subscription)
  return {
    ...{ at: nextBillingAt.toISOString(), amount },
    ...{ currency, payer },
  }
}
