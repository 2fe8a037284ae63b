import { transact, type Ctx } from '../context.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { GameError, isGameError } from '#server/errors.ts'
import { transferIdOf } from '#server/galaxies/transfer-id.ts'
import { type DepartInput } from '#server/domain/travel/inputs.ts'
import { driveCrossingJob } from '#jobs/travel/drive-crossing.ts'
import { job } from '#jobs/outbox.ts'
import { requireRoom } from '../custody/room.ts'
import { getCrossing, type UnderWay } from '../custody/under-way.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireUser } from '../require-actor.ts'
import { passengerTerms, requireExitTo } from './passages.ts'
import { closedMessage } from './passages-at.ts'
import { placeOfGalaxy } from './place.ts'
import { hearOfDeparture, pilotOf, requirePresence } from './presence.ts'

/** If the answer of the galaxy is lost, the departure is heard of after this time at the latest. */
const LOST_ANSWER_MS = 20_000

/**
 * Leaves through the gate of the player's sector, with ship, cargo and purse. @throws UNAUTHORIZED, NOT_FOUND for no such passage,
 * CONFLICT `travelling`, `region-not-open`, `region-full`, `not-at-gate`, `not-enough-turns`, `insufficient-balance`, `price-moved`, `courier-open`, UNAVAILABLE.
 */
export async function depart(ctx: Ctx, input: DepartInput): Promise<UnderWay> {
  const { userId } = requireUser(ctx)
  // No player can choose an id that means somebody else's journey.
  const crossingId = transferIdOf(`crossing ${userId} ${input.crossingId}`)
  const known = await getCrossing(ctx, crossingId)
  if (known) return known
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  const exit = await requireExitTo(ctx, place, input.to)
  if (exit.to.region && !isOpenForBusiness(exit.to.region.status))
    throw new GameError('CONFLICT', closedMessage(exit.to), { reason: 'region-not-open' })
  if (exit.to.region) await requireRoom(ctx, exit.to.region, userId)
  const terms = await passengerTerms(ctx, userId)
  await transact(ctx, async (tx) => {
    const soon = new Date(tx.now.getTime() + LOST_ANSWER_MS)
    await tx.enqueue(job(driveCrossingJob, { crossingId, fromGalaxyId: place.galaxyId }, soon))
  })
  try {
    await galaxyClient(ctx, place.galaxyId).departPilot({
      ...pilotOf(present),
      ...terms,
      crossingId,
      version: place.version,
      gateSector: exit.gateSector,
      to: { galaxyId: exit.to.galaxyId, sectorId: exit.arrivalSector },
      passage: exit.kind,
      maxCredits: input.maxCredits ?? null,
      forfeitCouriers: input.forfeitCouriers || exit.gateSector === null,
    })
  } catch (error) {
    if (isGameError(error) && error.reason === 'not-present') await hearOfDeparture(ctx, present)
    throw error
  }
  const begun = await getCrossing(ctx, crossingId)
  if (begun) return begun
  throw new GameError('UNAVAILABLE', 'Your ship has left the gate. Look again in a moment.', {
    reason: 'travelling',
    retryAfterSeconds: 5,
  })
}
