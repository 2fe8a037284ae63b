import { and, eq, lte } from 'drizzle-orm'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { callPayPal } from './call-paypal.ts'
import { settleSubscription } from './settle-subscription.ts'

/**
 * A hold that has run out is not simply taken over: its checkout is settled first, because its buyer may have paid a
 * moment ago. That lets go of the name or prolongs the hold. Asks PayPal, so it comes before any transaction.
 * @throws UNAVAILABLE when PayPal cannot say so.
 */
export async function settleExpiredHold(ctx: Ctx, name: string): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const [lapsed] = await ctx.db
    .select({ subscriptionId: regionNameHolds.subscriptionId })
    .from(regionNameHolds)
    .where(and(eq(regionNameHolds.name, name), lte(regionNameHolds.expiresAt, now)))
  const subscriptionId = lapsed?.subscriptionId
  if (subscriptionId) await callPayPal(() => settleSubscription(ctx, { subscriptionId }))
}
