import { eq } from 'drizzle-orm'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { type Tx } from '../context.ts'
import { askPayPal } from './ask-paypal.ts'
import { isNameTaken } from './queries.ts'
import { settleSubscription } from './settle-subscription.ts'

/**
 * Holds a name for a checkout. Returns false when it is taken. Check and act are one: the hold's row is unique, and
 * regions are looked at only once it is ours. A hold that has run out is not simply taken over: its checkout is settled
 * first, because its buyer may have paid a moment ago. @throws UNAVAILABLE when PayPal cannot say so.
 */
export async function holdRegionName(
  tx: Tx,
  hold: { name: string; userId: string; subscriptionId: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  const { name, userId, subscriptionId, expiresAt, now } = hold
  const [standing] = await tx.db
    .select()
    .from(regionNameHolds)
    .where(eq(regionNameHolds.name, name))
    .for('update')
  if (standing && standing.subscriptionId !== subscriptionId) {
    if (standing.expiresAt > now) return false
    const previousId = standing.subscriptionId
    if (previousId) await askPayPal(() => settleSubscription(tx, { subscriptionId: previousId }))
    // What the settling left is either released (gone) or prolonged.
    const [left] = await tx.db.select().from(regionNameHolds).where(eq(regionNameHolds.name, name))
    if (left && left.expiresAt > now) return false
    await tx.db.delete(regionNameHolds).where(eq(regionNameHolds.name, name))
  }
  await tx.db
    .insert(regionNameHolds)
    .values({ name, userId, subscriptionId, expiresAt })
    .onConflictDoNothing({ target: regionNameHolds.name })
  const [held] = await tx.db.select().from(regionNameHolds).where(eq(regionNameHolds.name, name))
  if (held?.subscriptionId !== subscriptionId) return false
  return !(await isNameTaken(tx.db, name, now, subscriptionId))
}
