import { and, gt, inArray, isNull, lte, lt, or, sql, eq } from 'drizzle-orm'
import { paypalInbox, planPrices, refunds, subscriptions } from '#db/schema/platform/billing.ts'
import { actAtPayPalJob } from '#jobs/billing/act-at-paypal.ts'
import { handOverJob } from '#jobs/billing/hand-over.ts'
import { movePriceJob } from '#jobs/billing/move-price.ts'
import { sendRefundJob } from '#jobs/billing/send-refund.ts'
import { processPayPalEventJob } from '#jobs/billing/process-paypal-event.ts'
import { settleSubscriptionJob } from '#jobs/billing/settle-subscription.ts'
import { job } from '#jobs/outbox.ts'
import { addDays } from '#server/domain/billing/billing-calendar.ts'
import { OPEN_REFUNDS, REPEAT_DAYS } from '#server/domain/billing/refunds.ts'
import { transact, type Ctx } from '../context.ts'
import { isOpenMove } from './plan-queries.ts'

/** Newer rows are still handled by their own job. */
const INBOX_PATIENCE_MS = 30_000
/** After this many attempts an inbox row waits for an administrator. */
export const INBOX_ATTEMPTS = 100
const BATCH = 200

/**
 * Keeps billing correct even if the queue is emptied: enqueues unprocessed inbox rows, subscriptions whose next
 * transition is due (holds, grace, later stages), pending changes at PayPal, regions to hand over, announced prices whose day has come, and refunds without an
 * answer. Returns how many jobs it enqueued.
 */
export async function sweepBilling(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const events = await tx.db
      .select({ eventId: paypalInbox.eventId })
      .from(paypalInbox)
      .where(
        and(
          isNull(paypalInbox.processedAt),
          lt(paypalInbox.attempts, INBOX_ATTEMPTS),
          lte(paypalInbox.receivedAt, new Date(tx.now.getTime() - INBOX_PATIENCE_MS)),
        ),
      )
      .orderBy(paypalInbox.receivedAt)
      .limit(BATCH)
    for (const { eventId } of events) await tx.enqueue(job(processPayPalEventJob, { eventId }))

    const due = await tx.db
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(lte(subscriptions.nextTransitionAt, tx.now))
      .limit(BATCH)
    for (const { id } of due) await tx.enqueue(job(settleSubscriptionJob, { subscriptionId: id }))

    const wanted = await tx.db
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(
        or(
          sql`${subscriptions.state} ->> 'wantedAtPayPal' <> 'nothing'`,
          and(
            sql`${subscriptions.cancelRequestedAt} is not null`,
            or(eq(subscriptions.paypalStatus, 'ACTIVE'), eq(subscriptions.paypalStatus, 'SUSPENDED')),
          ),
        ),
      )
      .limit(BATCH)
    for (const { id } of wanted) await tx.enqueue(job(actAtPayPalJob, { subscriptionId: id }))

    const takers = await tx.db
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(
        and(eq(subscriptions.status, 'pending'), sql`${subscriptions.state} ->> 'awaitsHandOver' = 'true'`),
      )
      .limit(BATCH)
    for (const { id } of takers) await tx.enqueue(job(handOverJob, { subscriptionId: id }))

    const moves = await tx.db
      .select({ id: planPrices.id })
      .from(planPrices)
      .where(and(isOpenMove, lte(planPrices.movesAt, tx.now)))
      .limit(BATCH)
    for (const { id } of moves) await tx.enqueue(job(movePriceJob, { priceId: id }))

    const unsent = await tx.db
      .select({ id: refunds.id })
      .from(refunds)
      .where(
        and(
          inArray(refunds.status, [...OPEN_REFUNDS]),
          lte(refunds.requestedAt, new Date(tx.now.getTime() - INBOX_PATIENCE_MS)),
          or(isNull(refunds.sentAt), gt(refunds.sentAt, addDays(tx.now, -REPEAT_DAYS))),
        ),
      )
      .limit(BATCH)
    for (const { id } of unsent) await tx.enqueue(job(sendRefundJob, { refundId: id }))
    return [events, due, wanted, takers, moves, unsent].reduce((sum, { length }) => sum + length, 0)
  })
}
