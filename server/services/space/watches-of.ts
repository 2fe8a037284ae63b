import { and, asc, eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { priceWatches } from '#db/schema/platform/trade-notes.ts'

/** The prices that somebody watches in a galaxy. Every view of their ship asks. */
export const watchesOf = prepared((db) =>
  db
    .select({
      portId: priceWatches.portId,
      commodity: priceWatches.commodity,
      limitCredits: priceWatches.limitCredits,
    })
    .from(priceWatches)
    .where(
      and(
        eq(priceWatches.userId, sql.placeholder('userId')),
        eq(priceWatches.galaxyId, sql.placeholder('galaxyId')),
      ),
    )
    .orderBy(asc(priceWatches.commodity), asc(priceWatches.portId))
    .prepare('watches_of'),
)
