import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { regionStatusOf, SUBSCRIPTION_STATUSES } from '#server/domain/billing/subscription-status.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { CLOSING_STAGES } from '#server/domain/regions/closing-stages.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'

/** Of several subscriptions the one that is best paid counts. */
const BEST_FIRST: readonly RegionStatus[] = [
  'active',
  'grace',
  'suspended',
  'evacuating',
  'archived',
  'terminated',
]

/** What a subscription makes of its region. */
export type RegionSubscription = { wanted: RegionStatus; state: SubscriptionState }

/** What the subscription of a region makes of it; null when none ever began. */
export const getRegionSubscription = async (
  db: Queryable,
  regionId: string,
): Promise<RegionSubscription | null> => (await getRegionSubscriptions(db, [regionId])).get(regionId) ?? null

/** The same for several regions, by region; those whose subscription never began are left out. */
export async function getRegionSubscriptions(
  db: Queryable,
  regionIds: readonly string[],
): Promise<Map<string, RegionSubscription>> {
  const rows = await db
    .select({ regionId: subscriptions.regionId, status: subscriptions.status, state: subscriptions.state })
    .from(subscriptions)
    .where(inArray(subscriptions.regionId, [...regionIds]))
  const found = new Map<string, RegionSubscription>()
  // The best is written last.
  for (const wanted of [...BEST_FIRST].reverse())
    for (const { regionId, status, state } of rows)
      if (regionId !== null && regionStatusOf(status) === wanted)
        found.set(regionId, { wanted, state: readState(state) })
  return found
}

/** Whether a region is to be archived: nobody has paid for it until the end of its evacuation. */
export async function isGivenUp(db: Queryable, regionId: string): Promise<boolean> {
  const found = await getRegionSubscription(db, regionId)
  return found?.wanted === 'archived' || found?.wanted === 'terminated'
}

const UNPAID = [...CLOSING_STAGES, 'terminated'] as const

/**
 * Built regions that are not what their subscriptions want, and those to be archived whom nobody carries out. Looked for among regions that
 * are closing and those with a subscription that is not paid: few of all.
 */
export async function findAstray(db: Queryable, limit: number): Promise<{ regionId: string }[]> {
  const wanted = wantedOfAll()
  const carried = db
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.kind, 'evacuate-region'),
        eq(operations.subjectId, sql`${regions.id}::text`),
        inArray(operations.status, [...OPEN_OPERATION]),
      ),
    )
  const unpaid = db
    .select({ regionId: subscriptions.regionId })
    .from(subscriptions)
    .where(inArray(subscriptions.status, [...UNPAID]))
  return db
    .select({ regionId: regions.id })
    .from(regions)
    .innerJoin(subscriptions, eq(subscriptions.regionId, regions.id))
    .where(
      or(
        inArray(regions.status, [...CLOSING_STAGES]),
        and(eq(regions.status, 'active'), inArray(regions.id, unpaid)),
      ),
    )
    .groupBy(regions.id)
    .having(
      sql`case when ${wanted} in ('archived', 'terminated')
            then ${regions.status} <> 'archived' and not (${regions.status} = 'evacuating' and exists ${carried})
            else ${regions.status} <> ${wanted} end`,
    )
    .orderBy(asc(regions.id))
    .limit(limit)
}

/** What the subscriptions of a region want, of all its rows together: null when none ever began. */
function wantedOfAll() {
  const known = SUBSCRIPTION_STATUSES.flatMap((status) => {
    const wanted = regionStatusOf(status)
    return wanted === null ? [] : [{ status, rank: BEST_FIRST.indexOf(wanted) + 1 }]
  })
  const rank = sql.join(
    known.map((one) => sql`when ${one.status} then ${one.rank}::int`),
    sql` `,
  )
  return sql`(${sql.param([...BEST_FIRST])}::text[])[min(case ${subscriptions.status} ${rank} end)]`
}
