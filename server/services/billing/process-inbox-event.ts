import { and, eq, sql } from 'drizzle-orm'
import { paymentLedger, paypalBindings, paypalInbox, subscriptions } from '#db/schema/platform/billing.ts'
import { type LedgerEntry } from '#server/domain/billing/payment-ledger.ts'
import { readWebhookEvent, type WebhookEvent } from '#server/paypal/webhook-event.ts'
import { PayPalError } from '#server/paypal/paypal-port.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { getBinding } from './queries.ts'
import { recordPayment } from './record-payment.ts'
import { settleSubscription } from './settle-subscription.ts'

export type InboxOutcome = 'applied' | 'not-ours' | 'unreadable' | 'waits-for-its-sale' | 'done-before'

/**
 * Acts on one event of the inbox: its money goes into the ledger (once, by PayPal's id), then its subscription is
 * settled; all of it with the mark that it is done. Money back whose sale we have not heard of waits for it.
 * @throws PayPalError and whatever else went wrong, after noting it on the row; the queue and the sweep try again.
 */
export async function processInboxEvent(ctx: Ctx, { eventId }: { eventId: string }): Promise<InboxOutcome> {
  try {
    return await transact(ctx, (tx) => process(tx, eventId))
  } catch (error) {
    await noteAttempt(
      ctx,
      eventId,
      error instanceof PayPalError ? error.message : 'It could not be processed.',
    )
    throw error
  }
}

async function process(tx: Tx, eventId: string): Promise<InboxOutcome> {
  const [row] = await tx.db.select().from(paypalInbox).where(eq(paypalInbox.eventId, eventId)).for('update')
  if (!row || row.processedAt) return 'done-before'
  const event = readWebhookEvent(row.rawBody.toString('utf8'))
  if (!event.ok) {
    await finish(tx, eventId, 'unreadable', event.message)
    tx.publish({ audience: { kind: 'admin' }, topic: 'subscription' })
    return 'unreadable'
  }
  const subscriptionId = await subscriptionOf(tx, event.value)
  if (subscriptionId === null) {
    if (event.value.ledgerEntry && event.value.subscriptionId === null) {
      await noteAttempt(tx, eventId, 'The payment that this money goes back from has not arrived yet.')
      return 'waits-for-its-sale'
    }
    await finish(tx, eventId, 'not-ours')
    return 'not-ours'
  }
  if (event.value.ledgerEntry) await recordPayment(tx, subscriptionId, event.value.ledgerEntry)
  await settleSubscription(tx, { subscriptionId })
  await finish(tx, eventId, 'applied')
  return 'applied'
}

/** Our row that an event is about: by its PayPal subscription, by the sale that money goes back from, by custom_id. */
async function subscriptionOf(tx: Tx, event: WebhookEvent): Promise<string | null> {
  if (event.subscriptionId === null) return event.ledgerEntry ? ownerOfSale(tx, event.ledgerEntry) : null
  const binding = await getBinding(tx.db, event.subscriptionId)
  return binding?.subscriptionId ?? (await adopt(tx, event.subscriptionId))
}

async function ownerOfSale(tx: Tx, entry: LedgerEntry): Promise<string | null> {
  const [sale] = await tx.db
    .select({ subscriptionId: paymentLedger.subscriptionId })
    .from(paymentLedger)
    .where(and(eq(paymentLedger.kind, 'payment'), eq(paymentLedger.paypalId, entry.saleId)))
  return sale?.subscriptionId ?? null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A crash between PayPal's answer and our note of it leaves a subscription that only knows us by its custom_id. */
async function adopt(tx: Tx, paypalSubscriptionId: string): Promise<string | null> {
  const { customId } = await tx.paypal.getSubscription(paypalSubscriptionId)
  if (customId === null || !UUID.test(customId)) return null
  const [row] = await tx.db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(eq(subscriptions.id, customId))
    .for('update')
  if (!row) return null
  await tx.db
    .insert(paypalBindings)
    .values({ id: sql`gen_random_uuid()`, subscriptionId: row.id, paypalSubscriptionId, createdAt: tx.now })
    .onConflictDoNothing()
  return row.id
}

const finish = (tx: Tx, eventId: string, outcome: InboxOutcome, lastError: string | null = null) =>
  tx.db
    .update(paypalInbox)
    .set({ processedAt: tx.now, outcome, lastError, attempts: sql`${paypalInbox.attempts} + 1` })
    .where(eq(paypalInbox.eventId, eventId))

const noteAttempt = (ctx: Ctx, eventId: string, lastError: string) =>
  ctx.db
    .update(paypalInbox)
    .set({ lastError, attempts: sql`${paypalInbox.attempts} + 1` })
    .where(eq(paypalInbox.eventId, eventId))
