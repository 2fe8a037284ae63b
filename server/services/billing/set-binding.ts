import { and, eq, sql } from 'drizzle-orm'
import { paypalBindings } from '#db/schema/platform/billing.ts'
import { type Tx } from '../context.ts'

/**
 * Makes a plan the one that a PayPal subscription is paid by, so that renewals and announced prices follow it. Answers whether that
 * changed anything.
 */
export async function setBinding(tx: Tx, paypalSubscriptionId: string, planId: string): Promise<boolean> {
  const changed = await tx.db
    .update(paypalBindings)
    .set({ planId })
    .where(
      and(
        eq(paypalBindings.paypalSubscriptionId, paypalSubscriptionId),
        sql`${paypalBindings.planId} is distinct from ${planId}`,
      ),
    )
    .returning({ id: paypalBindings.id })
  return changed.length > 0
}
