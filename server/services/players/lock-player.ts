import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { notFound } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type PlayerRow = typeof users.$inferSelect

/** The account that an administrator acts on, locked. @throws FORBIDDEN, NOT_FOUND. */
export async function lockPlayer(tx: Tx, userId: string): Promise<PlayerRow> {
  requireAdmin(tx)
  const [player] = await tx.db.select().from(users).where(eq(users.id, userId)).for('update')
  if (!player) throw notFound('This player')
  return player
}
