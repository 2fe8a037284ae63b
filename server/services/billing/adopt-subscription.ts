import { and, eq, isNull } from 'drizzle-orm'
import { paypalBindings, subscriptions } from '#db/schema/platform/billing.ts'
import { transact, type Ctx } from '../context.ts'
import { findBindings, getPayPalPlanId, lockSubscription } from './queries.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * After a crash between PayPal's answer and our commit, a PayPal subscription knows our row only by its custom_id.
 * This links it to the binding that still waits for that answer. Anybody can send a custom_id from a browser, so a
 * subscription that matches no waiting checkout is ignored. Returns our row's id, or null.
 */
export async function adoptSubscription(ctx: Ctx, paypalSubscriptionId: string): Promise<string | null> {
  const { customId, planId } = await ctx.paypal.getSubscription(paypalSubscriptionId)
  if (customId === null || !UUID.test(customId)) return null
  return transact(ctx, async (tx) => {
    const row = await lockSubscription(tx.db, customId)
    if (!row || planId !== (await getPayPalPlanId(tx.db, ctx.config.paypalEnvironment, row.plan))) return null
    const bindings = await findBindings(tx.db, row.id)
    if (bindings.some((binding) => binding.paypalSubscriptionId === paypalSubscriptionId)) return row.id
    const waiting = bindings.find((binding) => binding.paypalSubscriptionId === null)
    if (waiting) {
      await tx.db
        .update(paypalBindings)
        .set({ paypalSubscriptionId })
        .where(and(eq(paypalBindings.id, waiting.id), isNull(paypalBindings.paypalSubscriptionId)))
    } else if (bindings.length === 0) {
      // The first binding has the id of its row, exactly as the checkout would have created it.
      await tx.db
        .insert(paypalBindings)
        .values({ id: row.id, subscriptionId: row.id, paypalSubscriptionId, createdAt: tx.now })
    } else return null
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
