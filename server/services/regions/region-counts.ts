import { and, count, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import { type PgTable } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { ballots, votes } from '#db/schema/platform/voting.ts'
import { oneRow } from '../one-row.ts'
import { sharedReading } from '../shared-reading.ts'

export type PopulationFigures = {
  population: number
  citizens: number
  residents: number
  visitors: number
  /** Average reputation of citizens and residents, rounded; 0 when there are none. */
  averageReputation: number
}

const NOBODY: PopulationFigures = {
  population: 0,
  citizens: 0,
  residents: 0,
  visitors: 0,
  averageReputation: 0,
}

/** Member counts per region and type. Regions without members are missing from the map. */
export async function countPopulations(
  db: Queryable,
  regionIds: readonly string[],
): Promise<Map<string, PopulationFigures>> {
  if (regionIds.length === 0) return new Map()
  const rows = await populations(db).execute({ regionIds: [...regionIds] })
  return new Map(rows.map(({ regionId, ...figures }) => [regionId, figures]))
}

const populations = prepared((db) => {
  const of = (type: string) => sql<number>`(count(*) filter (where ${memberships.type} = ${type}))::int`
  return db
    .select({
      regionId: memberships.regionId,
      population: count(),
      citizens: of('citizen'),
      residents: of('resident'),
      visitors: of('visitor'),
      averageReputation: sql<number>`coalesce(round(avg(${memberships.reputation})
        filter (where ${memberships.type} <> 'visitor')), 0)::int`,
    })
    .from(memberships)
    .where(sql`${memberships.regionId} = any(${sql.placeholder('regionIds')})`)
    .groupBy(memberships.regionId)
    .prepare('populations')
})

export async function countPopulation(db: Queryable, regionId: string): Promise<PopulationFigures> {
  return (await countPopulations(db, [regionId])).get(regionId) ?? NOBODY
}

export type PublicAffairs = { openPolicies: number; openElections: number; treatiesInForce: number }

/** Counts of open votes and of treaties in force. */
export const countPublicAffairs = sharedReading(
  'public-affairs',
  async (ctx, regionId: string): Promise<PublicAffairs> =>
    oneRow(await publicAffairs(ctx.db).execute({ regionId })),
)

const publicAffairs = prepared((db) => {
  const region = sql.placeholder('regionId')
  const counted = (table: PgTable, where: SQL | undefined) =>
    sql<number>`(select count(*)::int from ${table} where ${where})`
  return db
    .select({
      openPolicies: counted(policies, and(eq(policies.regionId, region), eq(policies.status, 'voting'))),
      openElections: counted(
        elections,
        and(eq(elections.regionId, region), inArray(elections.status, ['pending', 'active'])),
      ),
      treatiesInForce: counted(
        treaties,
        and(
          or(eq(treaties.regionA, region), eq(treaties.regionB, region)),
          inArray(treaties.status, ['active', 'notice']),
        ),
      ),
    })
    .from(sql`(values (1)) as one`)
    .prepare('public_affairs')
})

/** Ballots first cast in a region's votes in a period. */
export async function countBallotsCast(
  db: Queryable,
  regionId: string,
  from: Date,
  until: Date,
): Promise<number> {
  const ofRegion = db.select({ id: votes.id }).from(votes).where(eq(votes.regionId, regionId))
  return db.$count(
    ballots,
    and(inArray(ballots.voteId, ofRegion), gte(ballots.castAt, from), lt(ballots.castAt, until)),
  )
}
