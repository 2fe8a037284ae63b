import { and, eq } from 'drizzle-orm'
import { savedRoutes } from '#db/schema/platform/trade-notes.ts'
import { type SavedRouteWish } from '#server/domain/trade/inputs.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { listPrices } from './list-prices.ts'
import { requireRoom } from './trade-notes.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * Keeps a trade between two ports that the player knows in the notebook, or no longer. Saved again, nothing changes.
 * @throws NOT_FOUND unless the first port is known to sell the good and the second to buy it, CONFLICT `too-many`, `not-present`,
 * `region-not-open`.
 */
export async function saveRoute(
  ctx: Ctx,
  { fromPort, toPort, commodity, saved }: SavedRouteWish,
): Promise<{ saved: boolean }> {
  const { place, asked } = await requireTradingPlace(ctx)
  const of = { userId: asked.userId, galaxyId: place.galaxyId }
  if (saved) await requireTrade(ctx, { fromPort, toPort, commodity })
  await transact(ctx, async (tx) => {
    if (!saved) {
      await tx.db
        .delete(savedRoutes)
        .where(
          and(
            eq(savedRoutes.userId, of.userId),
            eq(savedRoutes.galaxyId, of.galaxyId),
            eq(savedRoutes.fromPort, fromPort),
            eq(savedRoutes.toPort, toPort),
            eq(savedRoutes.commodity, commodity),
          ),
        )
      return
    }
    await tx.db
      .insert(savedRoutes)
      .values({ ...of, fromPort, toPort, commodity, at: tx.now })
      .onConflictDoNothing()
    await requireRoom(tx, savedRoutes, of)
  })
  return { saved }
}

async function requireTrade(ctx: Ctx, { fromPort, toPort, commodity }: Omit<SavedRouteWish, 'saved'>) {
  const { markets } = await listPrices(ctx)
  const trades = (portId: number, role: 'sells' | 'buys') =>
    markets.some(
      ({ port }) =>
        port.id === portId && port.board.some((line) => line.commodity === commodity && line.role === role),
    )
  if (!trades(fromPort, 'sells') || !trades(toPort, 'buys')) throw notFound('This trade')
}
