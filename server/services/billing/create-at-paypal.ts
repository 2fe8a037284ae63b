import { eq } from 'drizzle-orm'
import { paypalBindings, subscriptions } from '#db/schema/platform/billing.ts'
import { transact, type Ctx } from '../context.ts'
import { callPayPal } from './call-paypal.ts'
import { lockSubscription } from './queries.ts'

export const BRAND = 'SectorWars 2102'

/**
 * Creates the PayPal subscription of a binding, or returns the existing one. The binding's id is the request id, so
 * PayPal returns the same subscription for a repeated call.
 * @throws UNAVAILABLE
 */
export async function createAtPayPal(
  ctx: Ctx,
  /** `planId` is PayPal's. */
  input: { subscriptionId: string; bindingId: string; planId: string },
): Promise<{ paypalSubscriptionId: string; approvalUrl: string }> {
  const { subscriptionId, bindingId, planId } = input
  const [known] = await ctx.db.select().from(paypalBindings).where(eq(paypalBindings.id, bindingId))
  if (known?.paypalSubscriptionId && known.approvalUrl) {
    return { paypalSubscriptionId: known.paypalSubscriptionId, approvalUrl: known.approvalUrl }
  }
  const page = `${ctx.config.publicUrl}/checkout/${subscriptionId}`
  const created = await callPayPal(() =>
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
    const row = await lockSubscription(tx.db, subscriptionId)
    if (!row) throw new Error('checkouts are never deleted')
    await tx.db.update(paypalBindings).set(made).where(eq(paypalBindings.id, bindingId))
    // A newer binding becomes current only once PayPal reports it as active (readAtPayPal).
    const counts = row.paypalSubscriptionId === null ? { ...made, paypalStatus: created.status } : {}
    await tx.db
      .update(subscriptions)
      .set({ ...counts, revision: row.revision + 1, updatedAt: tx.now })
      .where(eq(subscriptions.id, subscriptionId))
  })
  return made
}
