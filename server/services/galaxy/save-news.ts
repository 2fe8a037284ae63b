import { lt } from 'drizzle-orm'
import { galaxyNews } from '#db/schema/platform/galaxy-news.ts'
import { type NewsMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { type Tx } from '../context.ts'

/** Keeps what happens in a galaxy today, for pages that everybody reads. A late message about an older day never replaces a newer one. */
export async function saveNews(
  tx: Tx,
  galaxyId: string,
  { day, festival, shocks }: NewsMessage,
  at: Date,
): Promise<void> {
  const row = { day, at, festival, shocks }
  const saved = await tx.db
    .insert(galaxyNews)
    .values({ galaxyId, ...row })
    .onConflictDoUpdate({ target: galaxyNews.galaxyId, set: row, setWhere: lt(galaxyNews.day, day) })
    .returning({ galaxyId: galaxyNews.galaxyId })
  if (saved.length > 0) tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
}
