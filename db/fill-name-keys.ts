import { and, asc, eq, isNull, max, ne, or } from 'drizzle-orm'
import { type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { nameKeys } from '#server/domain/names/skeleton.ts'
import { regions } from './schema/platform/regions.ts'

/**
 * Computes what tells display names apart for regions that were there before it was kept; a migration cannot, for SQL knows no
 * look-alikes. Their names stay: of several that look alike the oldest is as it would be today, the others are counted. Safe to repeat.
 */
export async function fillNameKeys(db: NodePgDatabase): Promise<void> {
  const missing = await db
    .select({ id: regions.id, displayName: regions.displayName })
    .from(regions)
    .where(isNull(regions.displayNameKey))
    .orderBy(asc(regions.createdAt), asc(regions.id))
  for (const { id, displayName } of missing) {
    const { key, look } = nameKeys(displayName)
    const [alike] = await db
      .select({ twin: max(regions.displayNameTwin) })
      .from(regions)
      .where(
        and(
          or(eq(regions.displayNameKey, key), eq(regions.displayNameLook, look)),
          ne(regions.status, 'terminated'),
        ),
      )
    const twin = typeof alike?.twin === 'number' ? alike.twin + 1 : 0
    await db
      .update(regions)
      .set({ displayNameKey: key, displayNameLook: look, displayNameTwin: twin })
      .where(eq(regions.id, id))
  }
}
