import { and, eq, sql } from 'drizzle-orm'
import { paymentLedger, paypalInbox } from '#db/schema/platform/billing.ts'
import { type InboxOutcome } from '#server/domain/billing/inbox-outcomes.ts'
import { readWebhookEvent, type WebhookEvent } from '#server/paypal/webhook-event.ts'
import { PayPalError, type PayPalSubscription } from '#server/paypal/paypal-port.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { adoptSubscription } from './adopt-subscription.ts'
import { getBinding } from './queries.ts'
import { recordDispute } from './record-dispute.ts'
import { recordPayment } from './record-payment.ts'
import { settleWith } from './settle-with.ts'

/**
 * Processes one event of the inbox. In one transaction: its payment goes into the ledger (once, by PayPal's id), its
 * subscription is settled, and the event is marked as processed. A refund whose sale is still unknown stays in the
 * inbox.
 * @throws PayPalError and any other failure, after recording it on the row; the queue and the sweep retry.
 */
export async function processInboxEvent(ctx: Ctx, { eventId }: { eventId: string }): Promise<InboxOutcome> {
  try {
    return await process(ctx, eventId)
  } catch (error) {
    await recordFailedAttempt(
      ctx,
      eventId,
      error instanceof PayPalError ? error.message : 'Processing failed.',
    )
    throw error
  }
}

async function process(ctx: Ctx, eventId: string): Promise<InboxOutcome> {
  const [row] = await ctx.db.select().from(paypalInbox).where(eq(paypalInbox.eventId, eventId))
  if (!row || row.processedAt) return 'done-before'
  const event = readWebhookEvent(row.rawBody.toString('utf8'))
  if (!event.ok) return closeUnapplied(ctx, eventId, 'unreadable', event.message)
  const { ledgerEntry, feeMinor, disputeId } = event.value
  if (disputeId !== null) return processDispute(ctx, eventId, disputeId)
  const subscriptionId = await findSubscriptionFor(ctx, event.value)
  if (subscriptionId === null) {
    if (ledgerEntry && event.value.subscriptionId === null) {
      await recordFailedAttempt(ctx, eventId, 'The payment that this refund belongs to has not arrived yet.')
      return 'waits-for-its-sale'
    }
    return closeUnapplied(ctx, eventId, 'not-ours')
  }
  return apply(ctx, { eventId, subscriptionId }, async (tx, snapshot) => {
    const paid = {
      paypalSubscriptionId: event.value.subscriptionId,
      agreedPlanId: agreedIn(snapshot, event.value),
    }
    if (ledgerEntry) await recordPayment(tx, subscriptionId, ledgerEntry, feeMinor, paid)
  })
}

/** The plan that PayPal names for the subscription of an event, where that is the one that was read. */
const agreedIn = (snapshot: PayPalSubscription | null, { subscriptionId }: WebhookEvent): string | null =>
  snapshot !== null && snapshot.id === subscriptionId ? snapshot.planId : null

/** What the dispute's events say is read from PayPal; it waits until we know the payment. */
async function processDispute(ctx: Ctx, eventId: string, disputeId: string): Promise<InboxOutcome> {
  const dispute = await ctx.paypal.getDispute(disputeId)
  for (const saleId of dispute.saleIds) {
    const subscriptionId = await findSubscriptionOfSale(ctx, saleId)
    if (subscriptionId === null) continue
    return apply(ctx, { eventId, subscriptionId }, (tx) =>
      recordDispute(tx, subscriptionId, { dispute, saleId }),
    )
  }
  await recordFailedAttempt(ctx, eventId, 'The disputed payment has not arrived yet.')
  return 'waits-for-its-sale'
}

/** Writes what an event says, settles the subscription and marks the event, in one transaction. */
async function apply(
  ctx: Ctx,
  { eventId, subscriptionId }: { eventId: string; subscriptionId: string },
  write: (tx: Tx, snapshot: PayPalSubscription | null) => Promise<void>,
): Promise<InboxOutcome> {
  const outcome = await settleWith(
    ctx,
    subscriptionId,
    async (tx, settle, snapshot): Promise<InboxOutcome> => {
      if (!(await isStillOpen(tx, eventId))) return 'done-before'
      await write(tx, snapshot)
      await settle()
      await markProcessed(tx, eventId, 'applied')
      return 'applied'
    },
  )
  if (outcome === null) throw new Error('subscriptions with events are never deleted')
  return outcome
}

/** Our row for an event: by PayPal subscription, by the refunded sale, or by custom_id. */
async function findSubscriptionFor(ctx: Ctx, event: WebhookEvent): Promise<string | null> {
  if (event.subscriptionId === null)
    return event.ledgerEntry ? findSubscriptionOfSale(ctx, event.ledgerEntry.saleId) : null
  const binding = await getBinding(ctx.db, event.subscriptionId)
  return binding?.subscriptionId ?? (await adoptSubscription(ctx, event.subscriptionId))
}

async function findSubscriptionOfSale(ctx: Ctx, saleId: string): Promise<string | null> {
  const [sale] = await ctx.db
    .select({ subscriptionId: paymentLedger.subscriptionId })
    .from(paymentLedger)
    .where(and(eq(paymentLedger.kind, 'payment'), eq(paymentLedger.paypalId, saleId)))
  return sale?.subscriptionId ?? null
}

/** Locks the event and checks again: two workers may have received it. */
async function isStillOpen(tx: Tx, eventId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ processedAt: paypalInbox.processedAt })
    .from(paypalInbox)
    .where(eq(paypalInbox.eventId, eventId))
    .for('update')
  return row?.processedAt === null
}

async function closeUnapplied(
  ctx: Ctx,
  eventId: string,
  outcome: 'not-ours' | 'unreadable',
  lastError: string | null = null,
): Promise<InboxOutcome> {
  await transact(ctx, async (tx) => {
    await markProcessed(tx, eventId, outcome, lastError)
    if (outcome === 'unreadable') tx.publish({ audience: { kind: 'admin' }, topic: 'subscription' })
  })
  return outcome
}

const markProcessed = (tx: Tx, eventId: string, outcome: InboxOutcome, lastError: string | null = null) =>
  tx.db
    .update(paypalInbox)
    .set({ processedAt: tx.now, outcome, lastError, attempts: sql`${paypalInbox.attempts} + 1` })
    .where(eq(paypalInbox.eventId, eventId))

const recordFailedAttempt = (ctx: Ctx, eventId: string, lastError: string) =>
  ctx.db
    .update(paypalInbox)
    .set({ lastError, attempts: sql`${paypalInbox.attempts} + 1` })
    .where(eq(paypalInbox.eventId, eventId))
