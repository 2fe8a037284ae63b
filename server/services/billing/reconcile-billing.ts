import { and, eq, gt, inArray, notInArray, or } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { reconcileSubscriptionJob } from '#jobs/billing/reconcile-subscription.ts'
import { job } from '#jobs/outbox.ts'
import { DAY_MS } from '#server/domain/billing/billing-calendar.ts'
import { transact, type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { storeEvent } from './store-event.ts'

/** How far back to look for missed events. PayPal keeps events for 30 days and retries deliveries for three. */
const LOOK_BACK_MS = { urgent: 2 * 3_600_000, all: 7 * DAY_MS }

/** PayPal's links are good for some hours. Consent to an older one is found with all others. */
const ASKED_FOR_MS = DAY_MS

/**
 * Reconciliation (PAYPAL.md): puts missed events into the inbox, then enqueues one job per subscription that compares
 * it with PayPal. `urgent` covers open checkouts, grace and changes of tier that were asked within a day; `all` covers every live subscription.
 */
export async function reconcileBilling(
  ctx: Ctx,
  { scope }: { scope: 'urgent' | 'all' },
): Promise<{ missedEvents: number; subscriptions: number }> {
  const now = await ctx.clock.now(ctx.db)
  let missedEvents = 0
  const events = await ctx.paypal.listWebhookEvents(new Date(now.getTime() - LOOK_BACK_MS[scope]), now)
  await sweepEach(ctx, events, async (event) => {
    const answer = await storeEvent(ctx, {
      rawBody: Buffer.from(event.body),
      headers: {},
      source: 'reconciliation',
    })
    if (answer === 'stored') missedEvents += 1
  })
  return transact(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(
        scope === 'urgent'
          ? or(
              inArray(subscriptions.status, ['pending', 'grace']),
              inArray(
                subscriptions.id,
                tx.db
                  .select({ id: tierChanges.subscriptionId })
                  .from(tierChanges)
                  .where(
                    and(
                      eq(tierChanges.status, 'asked'),
                      gt(tierChanges.askedAt, new Date(now.getTime() - ASKED_FOR_MS)),
                    ),
                  ),
              ),
            )
          : notInArray(subscriptions.status, ['abandoned', 'terminated']),
      )
    for (const { id } of rows) await tx.enqueue(job(reconcileSubscriptionJob, { subscriptionId: id }))
    return { missedEvents, subscriptions: rows.length }
  })
}
