import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { type Ctx } from '../context.ts'
import { cancelAtPayPal } from './cancel-at-paypal.ts'
import { findBindings } from './queries.ts'
import { settleSubscription } from './settle-subscription.ts'

/**
 * Makes PayPal match our state: cancels when the owner asked for it or the state requires it, activates when a
 * payment arrived after a suspension, suspends when one was taken back, and cancels replaced subscriptions. Reads PayPal before each change, so it is
 * safe to repeat.
 * @throws PayPalError; the sweep retries.
 */
export async function syncToPayPal(ctx: Ctx, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
  if (!row) return
  const wanted = row.cancelRequestedAt === null ? readState(row.state).wantedAtPayPal : 'cancel'
  const current = row.paypalSubscriptionId
  if (current && wanted === 'cancel') await cancelAtPayPal(ctx, current)
  if (current && wanted === 'activate')
    await ctx.paypal.activate(current, 'The outstanding balance was paid.')
  if (current && wanted === 'suspend') await ctx.paypal.suspend(current, 'A payment was taken back.')

  const bindings = await findBindings(ctx.db, row.id)
  const at = bindings.findIndex((binding) => binding.paypalSubscriptionId === current)
  for (const replaced of bindings.slice(0, Math.max(at, 0))) {
    if (replaced.paypalSubscriptionId) await cancelAtPayPal(ctx, replaced.paypalSubscriptionId)
  }
  await settleSubscription(ctx, { subscriptionId })
}
