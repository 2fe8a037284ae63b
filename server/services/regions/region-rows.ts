import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { pick } from '#server/domain/keys-of.ts'
import { LEVERS } from '#server/domain/regions/lever-table.ts'
import { type Lever, type RegionSettings } from '#server/domain/regions/settings.ts'

export type RegionRow = typeof regions.$inferSelect

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The region with this id or name, or null. Names are slugs and never look like an id. */
export async function getRegion(db: Queryable, ref: string): Promise<RegionRow | null> {
  const match = UUID.test(ref) ? eq(regions.id, ref) : eq(regions.name, ref.toLowerCase())
  const [region] = await db
    .select()
    .from(regions)
    .where(and(match, ne(regions.status, 'terminated')))
  return region ?? null
}

/** The latest region with this id or name that was open once and ended, or null. */
export async function getEndedRegion(db: Queryable, ref: string): Promise<RegionRow | null> {
  const match = UUID.test(ref) ? eq(regions.id, ref) : eq(regions.name, ref.toLowerCase())
  const [region] = await db
    .select()
    .from(regions)
    .where(and(match, eq(regions.status, 'terminated'), isNotNull(regions.activatedAt)))
    .orderBy(desc(regions.statusChangedAt))
    .limit(1)
  return region ?? null
}

/** Offices and membership of the query parameter `userId` in each region; join with {@link theirMembership}. */
const THEIR_PART = {
  offices: sql<
    Position[]
  >`array(select ${offices.position} from ${offices} where ${offices.regionId} = ${regions.id}
    and ${offices.userId} = ${sql.placeholder('userId')} and ${offices.endedAt} is null)`,
  membership: memberships.type,
}
export const theirMembership = and(
  eq(memberships.regionId, regions.id),
  eq(memberships.userId, sql.placeholder('userId')),
)

/** The columns of a region that a ballot needs, for queries that start from the vote; see `requireParticipantIn`. */
export const REGION_AND_PART = {
  id: regions.id,
  ownerId: regions.ownerId,
  status: regions.status,
  displayName: regions.displayName,
  ...THEIR_PART,
}

/** A region and the part that the user has in it. */
export type RegionAndPart = Pick<RegionRow, 'id' | 'ownerId' | 'status' | 'displayName'> & {
  offices: Position[]
  membership: MembershipType | null
}

const regionAndPart = (db: Queryable, match: SQL) =>
  db
    .select({ region: getTableColumns(regions), ...THEIR_PART })
    .from(regions)
    .leftJoin(memberships, theirMembership)
    .where(and(match, ne(regions.status, 'terminated')))

const regionAndPartById = prepared((db) =>
  regionAndPart(db, eq(regions.id, sql.placeholder('ref'))).prepare('region_and_part_by_id'),
)
const regionAndPartByName = prepared((db) =>
  regionAndPart(db, eq(regions.name, sql.placeholder('ref'))).prepare('region_and_part_by_name'),
)

/** The region with this id or name, with the offices and membership that the user has in it; or null. */
export async function getRegionForUser(db: Queryable, ref: string, userId: string) {
  const [found] = UUID.test(ref)
    ? await regionAndPartById(db).execute({ ref, userId })
    : await regionAndPartByName(db).execute({ ref: ref.toLowerCase(), userId })
  return found ?? null
}

/** The region's row, locked until the transaction ends: its settings and laws change one at a time. */
export async function lockRegion(db: Queryable, regionId: string): Promise<RegionRow | null> {
  const [region] = await db.select().from(regions).where(eq(regions.id, regionId)).for('update')
  return region ?? null
}

/** Regions that the user owns or holds an office in, owned ones first, then by name. */
export async function findGovernedRegions(db: Queryable, userId: string): Promise<RegionRow[]> {
  return governed(db).execute({ userId })
}

const governed = prepared((db) => {
  const user = sql.placeholder('userId')
  const held = db
    .select({ id: offices.regionId })
    .from(offices)
    .where(and(eq(offices.userId, user), isNull(offices.endedAt)))
  return db
    .select()
    .from(regions)
    .where(and(or(eq(regions.ownerId, user), inArray(regions.id, held)), ne(regions.status, 'terminated')))
    .orderBy(desc(eq(regions.ownerId, user)), asc(regions.name))
    .prepare('governed_regions')
})

/** The settings (levers) of a region's row. */
export const settingsOf = (region: RegionRow): RegionSettings => pick<RegionSettings, Lever>(region, LEVERS)
