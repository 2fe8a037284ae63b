import { eq } from 'drizzle-orm'
import { paypalBindings, subscriptions } from '#db/schema/platform/billing.ts'
import { transact, type Ctx } from '../context.ts'
import { askPayPal } from './ask-paypal.ts'
import { lockSubscription } from './queries.ts'

const BRAND = 'SectorWars 2102'

/**
 * Makes the PayPal subscription of a binding, or answers with it when that was done before: the binding's id is the
 * request id, under which PayPal gives the same subscription again. @throws UNAVAILABLE
 */
export async function createAtPayPal(
  ctx: Ctx,
  input: { subscriptionId: string; bindingId: string; planId: string },
): Promise<{ paypalSubscriptionId: string; approvalUrl: string }> {
  const { subscriptionId, bindingId, planId } = input
  const [known] = await ctx.db.select().from(paypalBindings).where(eq(paypalBindings.id, bindingId))
  if (known?.paypalSubscriptionId && known.approvalUrl) {
    return { paypalSubscriptionId: known.paypalSubscriptionId, approvalUrl: known.approvalUrl }
  }
  const page = `${ctx.config.publicUrl}/checkout/${subscriptionId}`
  const created = await askPayPal(() =>
    ctx.paypal.createSubscription({
      planId,
      customId: subscriptionId,
      brandName: BRAND,
      returnUrl: `${page}?from=paypal`,
      cancelUrl: `${page}?from=cancel`,
      requestId: bindingId,
    }),
  )
  const made = { paypalSubscriptionId: created.id, approvalUrl: created.approvalUrl }
  await transact(ctx, async (tx) => {
    await tx.db
      .insert(paypalBindings)
      .values({ id: bindingId, subscriptionId, ...made, createdAt: tx.now })
      .onConflictDoUpdate({ target: paypalBindings.id, set: made })
    const row = await lockSubscription(tx.db, subscriptionId)
    // A later binding counts only once PayPal says that it is active (settleSubscription).
    if (row?.paypalSubscriptionId === null) {
      await tx.db
        .update(subscriptions)
        .set({ ...made, paypalStatus: created.status, updatedAt: tx.now })
        .where(eq(subscriptions.id, subscriptionId))
    }
  })
  return made
}
