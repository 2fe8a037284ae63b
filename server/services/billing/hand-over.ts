import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { isRenewalAwaited } from '#server/domain/billing/takeover.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { cancelAtPayPal } from './cancel-at-paypal.ts'
import { findBindings, type SubscriptionRow } from './queries.ts'
import { reconcileSubscription } from './reconcile-subscription.ts'
import { settleSubscription } from './settle-subscription.ts'
import { settleWith } from './settle-with.ts'
import { currentSubscription, getRegionToTakeOver } from './takeover-stage.ts'

/** Give up after the subscription before changed so often meanwhile; the sweep tries again. */
const MAX_TRIES = 3

/**
 * Passes a region on to a subscription that was paid for that. The subscription before is read again from PayPal, with all its payments:
 * one of the old owner ends the takeover, and the new payment goes back. Otherwise everything of it that could be paid is cancelled at
 * PayPal and read once more; only then, and only while nothing changed about it, the region passes. While PayPal is about to bill the old owner
 * nothing is ended: the sweep comes again. Safe to repeat.
 * @throws PayPalError; UNAVAILABLE when it changes again and again. The sweep tries again.
 */
export async function handOver(ctx: Ctx, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  if (!(await stillWaits(ctx, subscriptionId))) return
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const before = await readBefore(ctx, subscriptionId)
    if (!before || !(await stillWaits(ctx, subscriptionId))) return
    if (isRenewalAwaited(readState(before.state), await ctx.clock.now(ctx.db))) return
    for (const { paypalSubscriptionId } of await findBindings(ctx.db, before.id))
      if (paypalSubscriptionId) await cancelAtPayPal(ctx, paypalSubscriptionId)
    const ended = await readBefore(ctx, subscriptionId)
    if (!ended) return
    await settleWith(ctx, subscriptionId, (_tx, settle) => settle(ended))
    if (!(await stillWaits(ctx, subscriptionId))) return
  }
  throw new GameError('UNAVAILABLE', 'The subscription of the old owner is being updated.', {
    reason: 'subscription-busy',
  })
}

/** Reads the subscription before from PayPal, whatever of it was paid, and what that means for the takeover. */
async function readBefore(ctx: Ctx, subscriptionId: string): Promise<SubscriptionRow | null> {
  const [taker] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
  const regionId = taker ? await getRegionToTakeOver(ctx.db, taker) : null
  const [found] = regionId === null ? [] : await currentSubscription(ctx.db, regionId)
  if (!found) return null
  await reconcileSubscription(ctx, { subscriptionId: found.id, patienceMs: 0 })
  await settleSubscription(ctx, { subscriptionId })
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, found.id))
  return row ?? null
}

async function stillWaits(ctx: Ctx, subscriptionId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ state: subscriptions.state })
    .from(subscriptions)
    .where(eq(subscriptions.id, subscriptionId))
  return row !== undefined && readState(row.state).awaitsHandOver
}
