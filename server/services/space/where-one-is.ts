import { and, asc, eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { notPresent } from '#server/galaxy/not-present.ts'
import { type Ctx } from '../context.ts'
import { requireNotTravelling } from '../custody/under-way.ts'
import { requireUser } from '../require-actor.ts'
import { placeOfGalaxy, regionPlace, type Place } from './place.ts'
import { type WhereaboutsRow } from './presence.ts'

/** What the terms of somebody's trades and flights follow from, beside the place. */
export type Part = {
  /** In the region of the place; an outsider in the Nexus and where the region has ended. */
  isLocal: boolean
  governs: boolean
  /** Regions (ids) of which they are a citizen. */
  homes: string[]
}

export type Whereabouts = { present: WhereaboutsRow; place: Place; part: Part }

/**
 * Where the player is, in one reading; null before they have begun. Who should have arrived by now has.
 * @throws UNAUTHORIZED, CONFLICT `travelling`, NOT_FOUND once the galaxy belongs to nothing.
 */
export async function whereOneIs(ctx: Ctx): Promise<Whereabouts | null> {
  const { userId } = requireUser(ctx)
  const read = async () => (await presentPlace(ctx.db).execute({ userId }))[0]
  let found = await read()
  if (found?.present.state === 'travelling') {
    await requireNotTravelling(ctx, userId)
    found = await read()
  }
  if (!found) return null
  const { present, region, membership, held, homes } = found
  const { galaxyId } = present
  if (!region)
    return {
      present,
      place: await placeOfGalaxy(ctx, galaxyId),
      part: { isLocal: false, governs: false, homes },
    }
  const isOver = region.status === 'terminated'
  return {
    present,
    place: regionPlace(region, galaxyId),
    part: {
      isLocal: !isOver && (membership === 'resident' || membership === 'citizen'),
      governs: !isOver && (region.ownerId === userId || held),
      homes,
    },
  }
}

/** The same. @throws CONFLICT `not-present` before they have begun. */
export async function requireWhereOneIs(ctx: Ctx): Promise<Whereabouts> {
  const found = await whereOneIs(ctx)
  if (!found) throw notPresent()
  return found
}

const presentPlace = prepared((db) => {
  const user = sql.placeholder('userId')
  const held = db
    .select({ one: sql`1` })
    .from(offices)
    .where(and(eq(offices.regionId, regions.id), eq(offices.userId, user), sql`${offices.endedAt} is null`))
  const homes = db
    .select({ regionId: memberships.regionId })
    .from(memberships)
    .where(and(eq(memberships.userId, user), eq(memberships.type, 'citizen')))
    .orderBy(asc(memberships.regionId))
  return db
    .select({
      present: whereabouts,
      region: regions,
      membership: memberships.type,
      held: sql<boolean>`exists ${held}`,
      homes: sql<string[]>`array(${homes})`,
    })
    .from(whereabouts)
    .leftJoin(regions, eq(regions.galaxyId, whereabouts.galaxyId))
    .leftJoin(memberships, and(eq(memberships.regionId, regions.id), eq(memberships.userId, user)))
    .where(eq(whereabouts.userId, user))
    .prepare('where_one_is')
})
