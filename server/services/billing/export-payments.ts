import { desc, eq } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { signOf } from '#server/domain/billing/payment-ledger.ts'
import { PLANS } from '#server/domain/billing/plans.ts'
import { paymentsCsv } from '#server/domain/billing/receipt.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { formatAmount } from './format-amount.ts'
import { subjectOf } from './get-receipt.ts'
import { offerWords } from './offer-words.ts'
import { readOwnPayments } from './own-payments.ts'

/** All payments, refunds and reversals of the user as CSV, newest first. @throws UNAUTHORIZED. */
export async function exportPayments(ctx: Ctx): Promise<{ csv: string }> {
  const { userId } = requireUser(ctx)
  const rows = await readOwnPayments(ctx.db)
    .where(eq(subscriptions.userId, userId))
    .orderBy(desc(paymentLedger.occurredAt), desc(paymentLedger.recordedAt), desc(paymentLedger.id))
  const csv = paymentsCsv(
    rows.map((payment) => {
      const { entry, subscription, offer } = payment
      return {
        at: entry.occurredAt.toISOString(),
        kind: entry.kind,
        number: entry.paypalId,
        saleNumber: entry.saleId ?? entry.paypalId,
        subject: subjectOf(payment),
        plan: offer === null ? PLANS[subscription.plan].name : offerWords(ctx.config, offer).name,
        amount: formatAmount(signOf(entry.kind) * entry.amountMinor, entry.currency),
        currency: entry.currency,
      }
    }),
  )
  return { csv }
}
