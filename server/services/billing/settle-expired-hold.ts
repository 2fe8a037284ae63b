import { and, eq, lte } from 'drizzle-orm'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { callPayPal } from './call-paypal.ts'
import { settleSubscription } from './settle-subscription.ts'

/**
 * Before an expired hold is released, its checkout is settled: the buyer may have paid a moment ago. Settling
 * releases the name or extends the hold. Calls PayPal, so call it outside any transaction.
 * @throws UNAVAILABLE when PayPal does not answer.
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
