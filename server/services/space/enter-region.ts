import { whereabouts } from '#db/schema/platform/travel.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireRoom } from '../custody/room.ts'
import { requireNotTravelling } from '../custody/under-way.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { recordVisit } from '../membership/record-visit.ts'
import { requireUser } from '../require-actor.ts'
import { placeOfGalaxy, requireOpenPlace, requirePlace } from './place.ts'
import { confirmLanding, getWhereabouts, travellerOf } from './presence.ts'

/**
 * A newcomer chooses where to start: any open region, or `nexus`. From then on the player is in that galaxy and leaves it only
 * by travel (docs/decisions/0010-a-newcomer-begins-once.md). Entering the galaxy that one is in changes nothing.
 * @throws NOT_FOUND, CONFLICT `region-not-open`, `region-full` or `present-elsewhere`.
 */
export async function enterRegion(ctx: Ctx, input: { region: string }): Promise<{ sectorId: number }> {
  const user = requireUser(ctx)
  const place = await requirePlace(ctx, input.region)
  requireOpenPlace(place)
  await requireNotTravelling(ctx, user.userId)
  if (place.region && !(await getWhereabouts(ctx.db, user.userId)))
    await requireRoom(ctx, place.region, user.userId)

  const present = await transact(ctx, async (tx) => {
    const [entered] = await tx.db
      .insert(whereabouts)
      .values({
        userId: user.userId,
        galaxyId: place.galaxyId,
        state: 'beginning',
        fencingVersion: 1,
        since: tx.now,
      })
      // Of two concurrent entries the first one counts.
      .onConflictDoNothing()
      .returning()
    if (!entered) {
      const known = await getWhereabouts(tx.db, user.userId)
      if (known?.galaxyId !== place.galaxyId) throw await presentElsewhere(tx, known?.galaxyId ?? null)
      return known
    }
    if (place.region) await recordVisit(tx, place.region, user.userId)
    await tx.audit({
      action: 'presence.began',
      regionId: place.region?.id ?? null,
      subject: { type: 'galaxy', id: place.galaxyId },
    })
    return entered
  })

  const { sectorId } = await galaxyClient(ctx, place.galaxyId).enter(travellerOf(user, place, present))
  await confirmLanding(ctx, present)
  if (sectorId === null)
    throw new GameError('CONFLICT', 'You are on your way elsewhere.', { reason: 'travelling' })
  return { sectorId }
}

async function presentElsewhere(ctx: Ctx, galaxyId: string | null): Promise<GameError> {
  const where = galaxyId === null ? 'elsewhere' : `in ${(await placeOfGalaxy(ctx, galaxyId)).displayName}`
  return new GameError(
    'CONFLICT',
    `You are ${where}, with your ship and everything aboard. Ships cross to another galaxy through the gates only.`,
    { reason: 'present-elsewhere' },
  )
}
