import { and, eq, isNull } from 'drizzle-orm'
import { paypalBindings, subscriptions } from '#db/schema/platform/billing.ts'
import { planOfOffer } from '#server/domain/billing/tiers.ts'
import { transact, type Ctx } from '../context.ts'
import { getPlanByPayPalId } from './plan-queries.ts'
import { findBindings, lockSubscription } from './queries.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * After a crash between PayPal's answer and our commit, a PayPal subscription knows our row only by its custom_id.
 * This links it to the binding that still waits for that answer. Anybody can send a custom_id from a browser, also for a plan of
 * an earlier price, so a subscription that matches no waiting checkout and its plan is ignored. Returns our row's id, or null.
 */
export async function adoptSubscription(ctx: Ctx, paypalSubscriptionId: string): Promise<string | null> {
  const { customId, planId } = await ctx.paypal.getSubscription(paypalSubscriptionId)
  if (customId === null || !UUID.test(customId)) return null
  return transact(ctx, async (tx) => {
    const row = await lockSubscription(tx.db, customId)
    if (!row) return null
    const bindings = await findBindings(tx.db, row.id)
    if (bindings.some((binding) => binding.paypalSubscriptionId === paypalSubscriptionId)) return row.id
    const plan = await getPlanByPayPalId(tx.db, ctx.config.paypalEnvironment, planId)
    if (!plan || planOfOffer(plan.plan) !== row.plan) return null
    const waiting = bindings.find(
      (binding) => binding.paypalSubscriptionId === null && (binding.planId ?? plan.id) === plan.id,
    )
    // A checkout from before plans had prices was never of a larger tier.
    if (!waiting || (waiting.planId === null && plan.plan !== row.plan)) return null
    await tx.db
      .update(paypalBindings)
      .set({ paypalSubscriptionId })
      .where(and(eq(paypalBindings.id, waiting.id), isNull(paypalBindings.paypalSubscriptionId)))
    await tx.db
      .update(subscriptions)
      .set({ revision: row.revision + 1 })
      .where(eq(subscriptions.id, row.id))
    await tx.audit({
      action: 'billing.subscription-adopted',
      subject: { type: 'subscription', id: row.id },
      detail: { paypalSubscriptionId },
    })
    return row.id
  })
}
