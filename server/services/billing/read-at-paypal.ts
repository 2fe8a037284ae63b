import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { type PayPalSubscription } from '#server/paypal/paypal-port.ts'
import { type Ctx } from '../context.ts'
import { findBindings, type BindingRow, type SubscriptionRow } from './queries.ts'

/** PayPal's answer for a row, and the row's revision when we asked. */
export type PayPalReading = {
  revision: number
  snapshot: PayPalSubscription | null
  /** The PayPal subscription that replaces the row's current one; null when none does. */
  successor: BindingRow | null
}

/**
 * Reads the current subscription of a row from PayPal. A renewal replaces the old one once its buyer has approved it.
 * Null when the row does not exist.
 * @throws PayPalError
 */
export async function readAtPayPal(ctx: Ctx, subscriptionId: string): Promise<PayPalReading | null> {
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
  if (!row) return null
  const bindings = await findBindings(ctx.db, row.id)
  const at = bindings.findIndex((binding) => binding.paypalSubscriptionId === row.paypalSubscriptionId)
  for (const candidate of bindings.slice(at + 1).reverse()) {
    if (candidate.paypalSubscriptionId === null) continue
    const snapshot = await ctx.paypal.getSubscription(candidate.paypalSubscriptionId)
    if (takesOver(row, snapshot)) return { revision: row.revision, snapshot, successor: candidate }
  }
  const snapshot = row.paypalSubscriptionId
    ? await ctx.paypal.getSubscription(row.paypalSubscriptionId)
    : null
  return { revision: row.revision, snapshot, successor: null }
}

const takesOver = (row: SubscriptionRow, snapshot: PayPalSubscription): boolean =>
  row.paypalSubscriptionId === null || (snapshot.status === 'ACTIVE' && snapshot.customId === row.id)
