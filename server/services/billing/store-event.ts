import { paypalInbox } from '#db/schema/platform/billing.ts'
import { processPayPalEventJob } from '#jobs/billing/process-paypal-event.ts'
import { job } from '#jobs/outbox.ts'
import { type DeliveryHeaders } from '#server/paypal/delivery-headers.ts'
import { readWebhookEvent } from '#server/paypal/webhook-event.ts'
import { eventSchema } from '#server/paypal/wire.ts'
import { transact, type Ctx } from '../context.ts'

/** Stores an event in the inbox, unless it is already there, and enqueues its processing. */
export async function storeEvent(
  ctx: Ctx,
  input: {
    rawBody: Uint8Array
    headers: DeliveryHeaders | Record<string, never>
    source: 'webhook' | 'reconciliation'
  },
): Promise<'stored' | 'known' | 'not-an-event'> {
  const text = Buffer.from(input.rawBody).toString('utf8')
  const envelope = eventSchema.safeParse(parseJson(text))
  if (!envelope.success) return 'not-an-event'
  const event = readWebhookEvent(text)
  return transact(ctx, async (tx) => {
    const inserted = await tx.db
      .insert(paypalInbox)
      .values({
        eventId: envelope.data.id,
        eventType: envelope.data.event_type,
        rawBody: Buffer.from(input.rawBody),
        headers: { ...input.headers },
        source: input.source,
        paypalSubscriptionId: event.ok ? event.value.subscriptionId : null,
        receivedAt: tx.now,
      })
      .onConflictDoNothing()
      .returning({ eventId: paypalInbox.eventId })
    if (inserted.length === 0) return 'known'
    await tx.enqueue(job(processPayPalEventJob, { eventId: envelope.data.id }))
    return 'stored'
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
