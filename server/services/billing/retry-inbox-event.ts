import { eq } from 'drizzle-orm'
import { paypalInbox } from '#db/schema/platform/billing.ts'
import { processPayPalEventJob } from '#jobs/billing/process-paypal-event.ts'
import { job } from '#jobs/outbox.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

/**
 * Enqueues an inbox event to be processed again at once. Administrators only.
 * @throws NOT_FOUND; CONFLICT when it was already applied.
 */
export async function retryInboxEvent(ctx: Ctx, input: { eventId: string }): Promise<{ eventId: string }> {
  requireAdmin(ctx)
  const { eventId } = input
  return transact(ctx, async (tx) => {
    const [row] = await tx.db.select().from(paypalInbox).where(eq(paypalInbox.eventId, eventId)).for('update')
    if (!row) throw notFound('This event')
    if (row.processedAt && row.outcome !== 'unreadable') {
      throw new GameError('CONFLICT', 'This event was already applied.', { reason: 'event-applied' })
    }
    await tx.db
      .update(paypalInbox)
      .set({ processedAt: null, outcome: null, attempts: 0 })
      .where(eq(paypalInbox.eventId, eventId))
    await tx.enqueue(job(processPayPalEventJob, { eventId }))
    await tx.audit({ action: 'billing.event-retried', subject: { type: 'paypal-event', id: eventId } })
    return { eventId }
  })
}
