import { and, eq, ne } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { driveCrossing } from '../custody/drive-crossing.ts'
import { carriedOutBy } from '../galaxy/carried-out.ts'
import { collectMessagesOf } from '../galaxy/collect-messages.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { requireRegion } from '../regions/require-region.ts'
import { sweepEach } from '../sweep-each.ts'
import { nexusPlace, placeOfGalaxy, type Place } from '../space/place.ts'
import { confirmLanding, pilotOf, travellerOf, type WhereaboutsRow } from '../space/presence.ts'
import { galaxyOf, type Evacuation } from './evacuation.ts'

/**
 * Carries everybody who is in a region out to Gateway Plaza, with all that is theirs: a passage as they could have taken it themselves,
 * from wherever they are, for nothing. A payment ends it before the next pilot. @throws when somebody could not be carried, or a landing
 * there was not heard of yet.
 */
export async function carryEverybody(ctx: Ctx, evacuation: Evacuation): Promise<'turned-back' | undefined> {
  const galaxyId = galaxyOf(await requireRegion(ctx, evacuation.regionId))
  const place = await placeOfGalaxy(ctx, galaxyId)
  const nexus = await nexusPlace(ctx)
  if (!nexus) throw new Error('there is no Central Nexus yet that could take them')
  for (const crossing of await findLandings(ctx.db, galaxyId)) await driveCrossing(ctx, crossing)
  const there = await ctx.db
    .select({ present: whereabouts, callsign: users.callsign, role: users.role })
    .from(whereabouts)
    .innerJoin(users, eq(users.id, whereabouts.userId))
    .where(and(eq(whereabouts.galaxyId, galaxyId), ne(whereabouts.state, 'travelling')))
  await sweepEach(ctx, there, async ({ present, ...person }) => {
    if (await isTurnedBack(ctx.db, evacuation)) return
    if (present.state === 'beginning') {
      const user = { kind: 'user' as const, userId: present.userId, ...person }
      await galaxyClient(ctx, galaxyId).enter(travellerOf(user, place, present))
      await confirmLanding(ctx, present)
    }
    await carry(ctx, place, nexus.galaxyId, present)
  })
  // What was told by an answer that got lost.
  await collectMessagesOf(ctx, galaxyId)
  if (await isTurnedBack(ctx.db, evacuation)) return 'turned-back'
  if (await isAnybodyThere(ctx.db, galaxyId)) throw new Error('not everybody could be carried out')
  return undefined
}

const isTurnedBack = async (db: Queryable, { id, regionId }: Evacuation): Promise<boolean> =>
  (await getOpenOperation(db, 'evacuate-region', regionId))?.id !== id

/** Ships that land there, for that was decided before. */
const findLandings = (db: Queryable, galaxyId: string) =>
  db
    .select({ crossingId: custody.id, fromGalaxyId: custody.fromGalaxyId })
    .from(custody)
    .where(and(eq(custody.state, 'landing'), eq(custody.landingGalaxyId, galaxyId)))

/** Whether anybody is in a galaxy, or will be for sure. */
export const isAnybodyThere = async (db: Queryable, galaxyId: string): Promise<boolean> =>
  (await db.$count(
    whereabouts,
    and(eq(whereabouts.galaxyId, galaxyId), ne(whereabouts.state, 'travelling')),
  )) +
    (await findLandings(db, galaxyId)).length >
  0

async function carry(
  ctx: Ctx,
  { galaxyId, version }: Place,
  nexusGalaxyId: string,
  present: WhereaboutsRow,
): Promise<void> {
  try {
    await galaxyClient(ctx, galaxyId).departPilot({
      ...pilotOf(present),
      crossingId: carriedOutBy(present),
      version,
      gateSector: null,
      to: { galaxyId: nexusGalaxyId, sectorId: null },
      passage: 'evacuation',
      ...{ tollCredits: 0, isGalacticCitizen: false, maxCredits: null, forfeitCouriers: true },
    })
  } catch (error) {
    // They left by themselves, and the platform will hear of it.
    if (!isGameError(error) || error.reason !== 'not-present') throw error
  }
}
