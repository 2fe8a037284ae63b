import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { nameKeys } from '#server/domain/names/skeleton.ts'
import { type Tx } from '../context.ts'
import { isDisplayNameTaken, lockDisplayName } from './display-names.ts'
import { isNameTaken } from './queries.ts'

type Hold = {
  name: string
  displayName: string
  userId: string
  subscriptionId: string
  expiresAt: Date
  now: Date
}

/**
 * Holds name and display name for a checkout. Says which of them is taken, or null. Safe against races: the hold's row is unique, those
 * who want similar display names follow each other, and regions are checked only after we own both.
 */
export async function holdRegionName(tx: Tx, hold: Hold): Promise<'name' | 'display-name' | null> {
  const { name, userId, subscriptionId, expiresAt, now } = hold
  const keys = nameKeys(hold.displayName)
  await lockDisplayName(tx.db, keys)
  const [standing] = await tx.db
    .select({ hold: regionNameHolds, status: subscriptions.status })
    .from(regionNameHolds)
    .leftJoin(subscriptions, eq(subscriptions.id, regionNameHolds.subscriptionId))
    .where(eq(regionNameHolds.name, name))
    .for('update', { of: regionNameHolds })
  if (standing && standing.hold.subscriptionId !== subscriptionId) {
    // A hold that has just expired is not settled yet (settleExpiredHold): its buyer may have paid a moment ago.
    if (standing.hold.expiresAt > now || standing.status === 'pending') return 'name'
    await tx.db.delete(regionNameHolds).where(eq(regionNameHolds.name, name))
  }
  const shown = { displayNameKey: keys.key, displayNameLook: keys.look }
  await tx.db
    .insert(regionNameHolds)
    .values({ name, userId, subscriptionId, expiresAt, ...shown })
    .onConflictDoUpdate({
      target: regionNameHolds.name,
      set: shown,
      setWhere: eq(regionNameHolds.subscriptionId, subscriptionId),
    })
  const [held] = await tx.db.select().from(regionNameHolds).where(eq(regionNameHolds.name, name))
  if (held?.subscriptionId !== subscriptionId) return 'name'
  if (await isNameTaken(tx.db, name, now, subscriptionId)) return 'name'
  const isTaken = await isDisplayNameTaken(tx.db, keys, {
    ...{ now, exceptSubscriptionId: subscriptionId },
    orUnsettled: true,
  })
  return isTaken ? 'display-name' : null
}
