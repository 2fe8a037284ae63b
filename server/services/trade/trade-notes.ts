import { and, asc, eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type priceWatches, savedRoutes } from '#db/schema/platform/trade-notes.ts'
import { MAX_NOTES } from '#server/domain/trade/price-watch.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'

/** Whose notes, and of which galaxy. */
export type NotesOf = { userId: string; galaxyId: string }

/** The trades that somebody saved in a galaxy, in the order in which they did. */
export const routesOf = prepared((db) =>
  db
    .select({
      fromPort: savedRoutes.fromPort,
      toPort: savedRoutes.toPort,
      commodity: savedRoutes.commodity,
    })
    .from(savedRoutes)
    .where(
      and(
        eq(savedRoutes.userId, sql.placeholder('userId')),
        eq(savedRoutes.galaxyId, sql.placeholder('galaxyId')),
      ),
    )
    .orderBy(asc(savedRoutes.at), asc(savedRoutes.fromPort), asc(savedRoutes.toPort))
    .prepare('routes_of'),
)

/** Refuses more notes than the limit. Locks the person, so that two at once are counted one after the other. @throws CONFLICT `too-many`. */
export async function requireRoom(
  { db }: Tx,
  table: typeof priceWatches | typeof savedRoutes,
  { userId, galaxyId }: NotesOf,
): Promise<void> {
  await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
  const kept = await db.$count(table, and(eq(table.userId, userId), eq(table.galaxyId, galaxyId)))
  if (kept > MAX_NOTES)
    throw new GameError('CONFLICT', `You keep ${MAX_NOTES} of these in a galaxy. Remove one first.`, {
      reason: 'too-many',
    })
}
