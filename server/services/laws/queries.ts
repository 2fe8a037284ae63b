import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { laws, scheduledDecrees } from '#db/schema/platform/regions.ts'
import { type BookLaw } from '#server/domain/policies/expiry.ts'
import { notFound } from '#server/errors.ts'

/** All laws of a region, as far as they tell what is in force. */
export async function findBook(db: Queryable, regionId: string): Promise<BookLaw[]> {
  return db
    .select({
      number: laws.number,
      kind: laws.kind,
      changes: laws.changes,
      expiresAt: laws.expiresAt,
      expiredAt: laws.expiredAt,
    })
    .from(laws)
    .where(eq(laws.regionId, regionId))
}

export type ScheduledDecreeRow = typeof scheduledDecrees.$inferSelect

/** An announced decree, locked until the transaction ends: its day and its revocation come one after the other. @throws NOT_FOUND. */
export async function lockDecree(db: Queryable, decreeId: string): Promise<ScheduledDecreeRow> {
  const [decree] = await db
    .select()
    .from(scheduledDecrees)
    .where(eq(scheduledDecrees.id, decreeId))
    .for('update')
  if (!decree) throw notFound('This decree')
  return decree
}
