import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { scheduledDecrees } from '#db/schema/platform/regions.ts'
import { notFound } from '#server/errors.ts'

export type ScheduledDecreeRow = typeof scheduledDecrees.$inferSelect

/**
 * An announced decree, locked until the transaction ends, so that enactment and revocation cannot run at once.
 * @throws NOT_FOUND.
 */
export async function lockDecree(db: Queryable, decreeId: string): Promise<ScheduledDecreeRow> {
  const [decree] = await db
    .select()
    .from(scheduledDecrees)
    .where(eq(scheduledDecrees.id, decreeId))
    .for('update')
  if (!decree) throw notFound('This decree')
  return decree
}
