import { type Bookmark } from '#server/domain/galaxy/bookmark-input.ts'
import { type Ctx } from '../context.ts'
import { bookmarksOf } from './bookmarks-of.ts'
import { requirePresence } from './presence.ts'

/** The sectors that the player marked where they are. @throws UNAUTHORIZED, CONFLICT `not-present`. */
export async function listBookmarks(ctx: Ctx): Promise<{ items: Bookmark[] }> {
  const { userId, galaxyId } = await requirePresence(ctx)
  return { items: await bookmarksOf(ctx.db).execute({ userId, galaxyId }) }
}
