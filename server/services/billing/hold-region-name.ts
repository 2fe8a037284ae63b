import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { type Tx } from '../context.ts'
import { isNameTaken } from './queries.ts'

/**
 * Holds a name for a checkout. Returns false when it is taken. Safe against races: the hold's row is unique, and
 * regions are checked only after we own it.
 */
export async function holdRegionName(
  tx: Tx,
  hold: { name: string; userId: string; subscriptionId: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  const { name, userId, subscriptionId, expiresAt, now } = hold
  const [standing] = await tx.db
    .select({ hold: regionNameHolds, status: subscriptions.status })
    .from(regionNameHolds)
    .leftJoin(subscriptions, eq(subscriptions.id, regionNameHolds.subscriptionId))
    .where(eq(regionNameHolds.name, name))
    .for('update', { of: regionNameHolds })
  if (standing && standing.hold.subscriptionId !== subscriptionId) {
    // A hold that has just expired is not settled yet (settleExpiredHold): its buyer may have paid a moment ago.
    if (standing.hold.expiresAt > now || standing.status === 'pending') return false
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
