import { type Notebook } from '#server/galaxy/api/price-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { watchesOf } from '../space/watches-of.ts'
import { routesOf } from './trade-notes.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * The prices that the player watches where they are, and the trades that they saved there, by what they know now.
 * @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function getNotebook(ctx: Ctx): Promise<Notebook> {
  const { place, asked } = await requireTradingPlace(ctx)
  const of = { userId: asked.userId, galaxyId: place.galaxyId }
  const [watches, routes] = await Promise.all([watchesOf(ctx.db).execute(of), routesOf(ctx.db).execute(of)])
  return galaxyClient(ctx, place.galaxyId).readNotebook({ ...asked, version: place.version, watches, routes })
}
