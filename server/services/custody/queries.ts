import { and, eq, inArray } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { OPEN_CUSTODY } from '#server/domain/travel/landing.ts'

export type CustodyRow = typeof custody.$inferSelect

export async function getCustody(db: Queryable, crossingId: string): Promise<CustodyRow | null> {
  const [row] = await db.select().from(custody).where(eq(custody.id, crossingId))
  return row ?? null
}

/** The crossing that a player is on, null when they are on none. */
export async function getOpenCustody(db: Queryable, userId: string): Promise<CustodyRow | null> {
  const [row] = await db
    .select()
    .from(custody)
    .where(and(eq(custody.userId, userId), inArray(custody.state, [...OPEN_CUSTODY])))
  return row ?? null
}
