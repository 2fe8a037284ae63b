import { and, eq, isNull, sql } from 'drizzle-orm'
import { billingEvents, paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { DAY_MS } from '#server/domain/billing/billing-calendar.ts'
import { type PayPalTransaction } from '#server/paypal/paypal-port.ts'
import { type Ctx, type Tx } from '../context.ts'
import { findBindings } from './queries.ts'
import { recordPayment, type PaidSubscription } from './record-payment.ts'
import { settleWith } from './settle-with.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/** A payment younger than this may still be on its way to the inbox. */
const PATIENCE_MS = 10 * 60_000

type TransactionOf = PayPalTransaction & { paypalSubscriptionId: string }

export type Drift = { kind: 'missing-payment' | 'missing-refund'; saleId: string; amountMinor: number }

/**
 * Compares a subscription's ledger with PayPal's transactions. A payment that we do not have is recorded; a refund
 * without an event is reported to the administrators. Each difference is listed once, as drift.
 * @param input.patienceMs how old a payment must be to be missed
 * @throws PayPalError
 */
export async function reconcileSubscription(
  ctx: Ctx,
  { subscriptionId, patienceMs = PATIENCE_MS }: { subscriptionId: string; patienceMs?: number },
): Promise<{ drifts: Drift[] }> {
  const bindings = await findBindings(ctx.db, subscriptionId)
  const now = await ctx.clock.now(ctx.db)
  const transactions: TransactionOf[] = []
  for (const { paypalSubscriptionId, createdAt } of bindings) {
    if (!paypalSubscriptionId) continue
    const from = new Date(createdAt.getTime() - DAY_MS)
    for (const transaction of await ctx.paypal.listTransactions(paypalSubscriptionId, from, now))
      transactions.push({ ...transaction, paypalSubscriptionId })
  }
  const found = await settleWith(ctx, subscriptionId, async (tx, settle, snapshot) => {
    const drifts: Drift[] = []
    for (const transaction of transactions) {
      if (transaction.at.getTime() > tx.now.getTime() - patienceMs) continue
      const { paypalSubscriptionId } = transaction
      const agreedPlanId = snapshot?.id === paypalSubscriptionId ? snapshot.planId : null
      const drift = await checkTransaction(tx, subscriptionId, { ...transaction, agreedPlanId })
      if (!drift) continue
      drifts.push(drift)
      await writeBillingEvent(tx, subscriptionId, 'drift', drift)
    }
    await settle()
    await tx.db
      .update(subscriptions)
      .set({ reconciledAt: tx.now })
      .where(eq(subscriptions.id, subscriptionId))
    if (drifts.length > 0) {
      ctx.log.warn({ subscriptionId, drifts }, 'billing differs from PayPal')
      await tx.audit({
        action: 'billing.drift-found',
        subject: { type: 'subscription', id: subscriptionId },
        detail: { drifts },
      })
      tx.publish({ audience: { kind: 'admin' }, topic: 'subscription', id: subscriptionId })
    }
    return drifts
  })
  return { drifts: found ?? [] }
}

async function checkTransaction(
  tx: Tx,
  subscriptionId: string,
  transaction: TransactionOf & PaidSubscription,
): Promise<Drift | null> {
  const { id: saleId, status, at, gross, fee, paypalSubscriptionId, agreedPlanId } = transaction
  if (status === 'PENDING' || status === 'DECLINED') return null
  const known = await tx.db
    .select({ kind: paymentLedger.kind })
    .from(paymentLedger)
    .where(and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.saleId, saleId)))
  const entry = {
    kind: 'payment',
    id: saleId,
    saleId,
    amountMinor: gross.minor,
    currency: gross.currency,
    at,
  } as const
  if (!known.some((row) => row.kind === 'payment')) {
    await recordPayment(tx, subscriptionId, entry, fee?.minor ?? null, { paypalSubscriptionId, agreedPlanId })
    return { kind: 'missing-payment', saleId, amountMinor: gross.minor }
  }
  if (fee !== null) await noteFee(tx, saleId, fee.minor)
  const wentBack = status === 'REFUNDED' || status === 'PARTIALLY_REFUNDED'
  if (!wentBack || known.some(({ kind }) => kind === 'refund' || kind === 'reversal')) return null
  const [listed] = await tx.db
    .select({ id: billingEvents.id })
    .from(billingEvents)
    .where(
      and(
        eq(billingEvents.subscriptionId, subscriptionId),
        eq(billingEvents.kind, 'drift'),
        sql`${billingEvents.detail} ->> 'saleId' = ${saleId}`,
        sql`${billingEvents.detail} ->> 'kind' = 'missing-refund'`,
      ),
    )
  return listed ? null : { kind: 'missing-refund', saleId, amountMinor: gross.minor }
}

/** A payment that was pending had no fee yet when its event came. */
const noteFee = (tx: Tx, saleId: string, feeMinor: number) =>
  tx.db
    .update(paymentLedger)
    .set({ feeMinor })
    .where(
      and(
        eq(paymentLedger.kind, 'payment'),
        eq(paymentLedger.paypalId, saleId),
        isNull(paymentLedger.feeMinor),
      ),
    )
