import { and, eq, inArray, notInArray } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { notFound } from '#server/errors.ts'
import { type CallInput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { requirePlayerCalled } from '../require-player-called.ts'
import { findTreatyBonds } from '../space/find-treaty-bonds.ts'
import { placeOfGalaxy, requireOpenPlace, type Place } from '../space/place.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

export type FightPlace = { place: Place; asked: CallInput<'getOdds'> }

/**
 * Where the player would attack this pilot, and what only the platform knows of it: treaties between them, and who in the galaxy stands by
 * the defender. @throws UNAUTHORIZED, NOT_FOUND, CONFLICT `not-present`, `region-not-open`.
 */
export async function requireFightPlace(ctx: Ctx, callsign: string): Promise<FightPlace> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  const now = await ctx.clock.now(ctx.db)
  const { userId: defenderId } = await requirePlayerCalled({ db: ctx.db, now }, callsign)
  if (defenderId === present.userId) throw notFound('This pilot')
  const ofDefender = await findTreatyBonds(ctx, defenderId)
  const homes = await citizenshipsOf(ctx, [present.userId, defenderId])
  const truce = ofDefender.some(
    ({ region, effects }) => effects.nonAggression && homes.get(present.userId)?.includes(region.id),
  )
  const allies = ofDefender.filter(({ effects }) => effects.defensePact).map(({ region }) => region.id)
  const friendly = [...(homes.get(defenderId) ?? []), ...allies]
  return {
    place,
    asked: {
      ...pilotOf(present),
      defenderId,
      regionId: place.region?.id ?? null,
      truce,
      friendIds: await citizensHere(ctx, place.galaxyId, friendly, [present.userId, defenderId]),
    },
  }
}

/** The regions whose citizens these users are. */
export async function citizenshipsOf(ctx: Ctx, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await ctx.db
    .select({ userId: memberships.userId, regionId: memberships.regionId })
    .from(memberships)
    .where(and(inArray(memberships.userId, [...userIds]), eq(memberships.type, 'citizen')))
  const homes = new Map<string, string[]>()
  for (const { userId, regionId } of rows) homes.set(userId, [...(homes.get(userId) ?? []), regionId])
  return homes
}

/** Citizens of these regions who are in the galaxy, without some. */
async function citizensHere(
  ctx: Ctx,
  galaxyId: string,
  regionIds: readonly string[],
  without: readonly string[],
): Promise<string[]> {
  if (regionIds.length === 0) return []
  const rows = await ctx.db
    .selectDistinct({ userId: memberships.userId })
    .from(memberships)
    .innerJoin(whereabouts, eq(whereabouts.userId, memberships.userId))
    .where(
      and(
        eq(whereabouts.galaxyId, galaxyId),
        eq(memberships.type, 'citizen'),
        inArray(memberships.regionId, [...regionIds]),
        notInArray(memberships.userId, [...without]),
      ),
    )
  return rows.map(({ userId }) => userId)
}
