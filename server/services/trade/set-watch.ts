import { and, eq } from 'drizzle-orm'
import { priceWatches } from '#db/schema/platform/trade-notes.ts'
import { type WatchWish } from '#server/domain/trade/inputs.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { listPrices } from './list-prices.ts'
import { requireRoom } from './trade-notes.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * Watches the price of a good at a port that the player knows, or no longer. Set again, the newest limit counts.
 * @throws NOT_FOUND for a market that the player does not know, CONFLICT `too-many`, `not-present`, `region-not-open`.
 */
export async function setWatch(
  ctx: Ctx,
  { portId, commodity, limit }: WatchWish,
): Promise<{ watched: boolean }> {
  const { place, asked } = await requireTradingPlace(ctx)
  const of = { userId: asked.userId, galaxyId: place.galaxyId }
  if (limit !== null) await requireKnown(ctx, { portId, commodity })
  await transact(ctx, async (tx) => {
    if (limit === null) {
      const { userId, galaxyId } = of
      await tx.db
        .delete(priceWatches)
        .where(
          and(
            eq(priceWatches.userId, userId),
            eq(priceWatches.galaxyId, galaxyId),
            eq(priceWatches.portId, portId),
            eq(priceWatches.commodity, commodity),
          ),
        )
      return
    }
    const { userId, galaxyId, portId: port, commodity: good } = priceWatches
    await tx.db
      .insert(priceWatches)
      .values({ ...of, portId, commodity, limitCredits: limit, at: tx.now })
      .onConflictDoUpdate({
        target: [userId, galaxyId, port, good],
        set: { limitCredits: limit, at: tx.now },
      })
    await requireRoom(tx, priceWatches, of)
  })
  return { watched: limit !== null }
}

/** What somebody has not seen they cannot ask about: otherwise watching would tell what ports there are. */
async function requireKnown(ctx: Ctx, { portId, commodity }: Pick<WatchWish, 'portId' | 'commodity'>) {
  const { markets } = await listPrices(ctx)
  const known = markets.find(({ port }) => port.id === portId)
  if (!known?.port.board.some((line) => line.commodity === commodity)) throw notFound('This market')
}
