import { eq } from 'drizzle-orm'
import { galaxyNews } from '#db/schema/platform/galaxy-news.ts'
import { type News } from '#server/domain/economy/galaxy-news.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type Ctx } from '../context.ts'
import { requireReadable } from '../regions/require-region.ts'
import { sharedReading } from '../shared-reading.ts'
import { NEXUS_REF, requirePlace } from './place.ts'

/** More would not be read; ships see those near them. */
const MOST_SHOCKS = 12

/** `shocksTotal` counts those that are not listed too. */
export type PublicNews = News & { shocksTotal: number }

const QUIET: PublicNews = { festival: null, shocks: [], shocksTotal: 0 }

/**
 * What moves markets today in a region, or in `nexus`: it is told to everybody. The newest shocks come first. @throws NOT_FOUND when there
 * is no such place or its pages are not public.
 */
export async function getNews(ctx: Ctx, input: { region: string }): Promise<PublicNews> {
  const { galaxyId } =
    input.region === NEXUS_REF
      ? await requirePlace(ctx, NEXUS_REF)
      : (await requireReadable(ctx, input.region)).region
  return galaxyId === null ? QUIET : newsOf(ctx, galaxyId)
}

const newsOf = sharedReading('galaxy-news', async (ctx, galaxyId: string): Promise<PublicNews> => {
  const [row] = await ctx.db.select().from(galaxyNews).where(eq(galaxyNews.galaxyId, galaxyId))
  if (!row) return QUIET
  const today = isoDay(utcDay(await ctx.clock.now(ctx.db)))
  const festival = row.festival && row.festival.until >= today ? row.festival : null
  const shocks = row.shocks.filter(({ until }) => until >= today)
  return { festival, shocks: shocks.slice(0, MOST_SHOCKS), shocksTotal: shocks.length }
})
