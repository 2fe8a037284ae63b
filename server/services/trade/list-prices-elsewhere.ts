import { and, desc, eq, gt, inArray, ne, or, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { rememberedPrices } from '#db/schema/platform/remembered-prices.ts'
import { READABLE_STATUSES } from '#server/domain/regions/region-status.ts'
import { type PricesElsewhere } from '#server/domain/trade/copied-prices-wire.ts'
import { REMEMBERED_DAYS } from '#server/domain/trade/remembered-market.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { NEXUS_REF } from '../space/place.ts'
import { getWhereabouts } from '../space/presence.ts'

/**
 * The prices that the player remembers of galaxies where they are not, from when they left each. No galaxy is asked, and what is as old
 * as a galaxy would forget is left out, as are places that are closed for good. @throws UNAUTHORIZED.
 */
export async function listPricesElsewhere(ctx: Ctx): Promise<PricesElsewhere> {
  const { userId } = requireUser(ctx)
  const now = await ctx.clock.now(ctx.db)
  const oldest = new Date(now.getTime() - REMEMBERED_DAYS * DAY_MS)
  const present = await getWhereabouts(ctx.db, userId)
  const here = present?.state === 'travelling' ? null : present?.galaxyId
  const rows = await memories(ctx.db).execute({ userId, oldest: oldest.toISOString() })
  const places = rows.flatMap(({ galaxyId, name, displayName, leftAt, ports }) => {
    const fresh = ports.filter(({ seenAt }) => Date.parse(seenAt) > oldest.getTime())
    if (galaxyId === here || fresh.length === 0) return []
    return [
      {
        ref: name ?? NEXUS_REF,
        displayName: displayName ?? 'Central Nexus',
        leftAt: leftAt.toISOString(),
        ports: fresh,
      },
    ]
  })
  return { asOf: now.toISOString(), places }
}

const memories = prepared((db) =>
  db
    .select({
      galaxyId: rememberedPrices.galaxyId,
      leftAt: rememberedPrices.leftAt,
      ports: rememberedPrices.ports,
      name: regions.name,
      displayName: regions.displayName,
    })
    .from(rememberedPrices)
    .innerJoin(galaxies, and(eq(galaxies.id, rememberedPrices.galaxyId), ne(galaxies.status, 'dropped')))
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(
      and(
        eq(rememberedPrices.userId, sql.placeholder('userId')),
        gt(rememberedPrices.leftAt, sql`${sql.placeholder('oldest')}::timestamptz`),
        or(eq(galaxies.kind, 'nexus'), inArray(regions.status, [...READABLE_STATUSES])),
      ),
    )
    .orderBy(desc(rememberedPrices.leftAt), rememberedPrices.galaxyId)
    .prepare('prices_elsewhere'),
)
