import { and, eq } from 'drizzle-orm'
import { bookmarks } from '#db/schema/platform/bookmarks.ts'
import { users } from '#db/schema/platform/identity.ts'
import { MAX_BOOKMARKS } from '#server/domain/galaxy/bookmark.ts'
import { type BookmarkWish } from '#server/domain/galaxy/bookmark-input.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { placeOfGalaxy, type Place } from './place.ts'
import { requirePresence } from './presence.ts'

/**
 * Marks a sector of the galaxy where the player is, or no longer. Marked again, the newest note counts.
 * @throws NOT_FOUND for a sector that is not on the map, CONFLICT `too-many`, `not-present`, UNAUTHORIZED.
 */
export async function setBookmark(
  ctx: Ctx,
  { sectorId, note }: BookmarkWish,
): Promise<{ bookmarked: boolean }> {
  const { userId, galaxyId } = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, galaxyId)
  const sectorName = note === null ? '' : await nameOf(ctx, place, sectorId)
  await transact(ctx, async (tx) => {
    const mine = and(eq(bookmarks.userId, userId), eq(bookmarks.galaxyId, galaxyId))
    if (note === null) {
      await tx.db.delete(bookmarks).where(and(mine, eq(bookmarks.sectorId, sectorId)))
      return
    }
    // Two at once are counted one after the other.
    await tx.db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
    await tx.db
      .insert(bookmarks)
      .values({ userId, galaxyId, sectorId, sectorName, note, at: tx.now })
      .onConflictDoUpdate({
        target: [bookmarks.userId, bookmarks.galaxyId, bookmarks.sectorId],
        set: { note, sectorName, at: tx.now },
      })
    if ((await tx.db.$count(bookmarks, mine)) > MAX_BOOKMARKS)
      throw new GameError('CONFLICT', `You mark ${MAX_BOOKMARKS} sectors of a galaxy. Remove one first.`, {
        reason: 'too-many',
      })
  })
  return { bookmarked: note !== null }
}

async function nameOf(ctx: Ctx, { galaxyId, version }: Place, sectorId: number): Promise<string> {
  const { ids, names } = await galaxyClient(ctx, galaxyId).getMap({ version })
  const name = names[ids.indexOf(sectorId)]
  if (name === undefined) throw notFound('This sector')
  return name
}
