import { type PlacedYardOrder } from '#server/domain/ships/inputs.ts'
import { type YardReceiptView } from '#server/galaxy/api/yard-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { placeOfGalaxy, requireOpenPlace } from '../space/place.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

/**
 * Has a shipyard in the player's sector change hull, fit a module or repair, for no more than the accepted cost. Its galaxy's ledger is
 * the record. @throws UNAUTHORIZED, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function orderAtYard(ctx: Ctx, order: PlacedYardOrder): Promise<YardReceiptView> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  return galaxyClient(ctx, place.galaxyId).orderAtYard({
    ...pilotOf(present),
    ...order,
    version: place.version,
  })
}
