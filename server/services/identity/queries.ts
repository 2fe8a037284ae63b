import { eq, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { callsignKey } from '#server/domain/identity/callsign.ts'

export type UserRow = typeof users.$inferSelect

/** @param email normalised */
export async function getUserByEmail(db: Queryable, email: string): Promise<UserRow | null> {
  const [user] = await db.select().from(users).where(eq(users.email, email))
  return user ?? null
}

export async function getUser(db: Queryable, userId: string): Promise<UserRow | null> {
  const [user] = await db.select().from(users).where(eq(users.id, userId))
  return user ?? null
}

/**
 * Whether this callsign, or one that reads the same, is taken. Locks the callsign until the transaction ends, so that
 * two people cannot get it at once.
 */
export async function isCallsignTaken(db: Queryable, callsign: string): Promise<boolean> {
  const key = callsignKey(callsign)
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`callsign:${key}`}, 0))`)
  const [holder] = await db
    .select({ id: users.id })
    .from(users)
    .where(sql`translate(lower(${users.callsign}), '-_', '') = ${key}`)
    .limit(1)
  return holder !== undefined
}
