import { and, asc, eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { bookmarks } from '#db/schema/platform/bookmarks.ts'

/** The sectors that somebody marked in a galaxy, by name. Every view of their ship asks. */
export const bookmarksOf = prepared((db) =>
  db
    .select({ sectorId: bookmarks.sectorId, sectorName: bookmarks.sectorName, note: bookmarks.note })
    .from(bookmarks)
    .where(
      and(
        eq(bookmarks.userId, sql.placeholder('userId')),
        eq(bookmarks.galaxyId, sql.placeholder('galaxyId')),
      ),
    )
    .orderBy(asc(bookmarks.sectorName), asc(bookmarks.sectorId))
    .prepare('bookmarks_of'),
)
