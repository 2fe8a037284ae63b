import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { regionStatusOf } from '#server/domain/billing/subscription-status.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'

/** Of several subscriptions the one that is best paid counts. */
const BEST_FIRST: readonly RegionStatus[] = [
  'active',
  'grace',
  'suspended',
  'evacuating',
  'archived',
  'terminated',
]

/** What the subscription of a region makes of it; null when none ever began. */
export async function getRegionSubscription(
  db: Queryable,
  regionId: string,
): Promise<{ wanted: RegionStatus; state: SubscriptionState } | null> {
  const rows = await db
    .select({ status: subscriptions.status, state: subscriptions.state })
    .from(subscriptions)
    .where(eq(subscriptions.regionId, regionId))
  for (const wanted of BEST_FIRST) {
    const row = rows.find(({ status }) => regionStatusOf(status) === wanted)
    if (row) return { wanted, state: readState(row.state) }
  }
  return null
}

/** Whether a region is to be archived: nobody has paid for it until the end of its evacuation. */
export async function isGivenUp(db: Queryable, regionId: string): Promise<boolean> {
  const found = await getRegionSubscription(db, regionId)
  return found?.wanted === 'archived' || found?.wanted === 'terminated'
}
