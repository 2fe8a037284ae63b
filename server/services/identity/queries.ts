import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { addressChanges, callsignChanges } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { UNDO_LINK_MS } from '#server/domain/identity/account-links.ts'
import { callsignSkeleton } from '#server/domain/identity/callsign.ts'

export type UserRow = typeof users.$inferSelect

/** The account that has this address. @param email normalised */
export async function getUserByEmail(db: Queryable, email: string): Promise<UserRow | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(and(eq(users.email, email), isNotNull(users.confirmedAt)))
  return user ?? null
}

/** Whether somebody has this address, or can still take back that they gave it up. @param email normalised */
export async function isAddressHeld(db: Queryable, email: string, now: Date): Promise<boolean> {
  if (await getUserByEmail(db, email)) return true
  const [givenUp] = await db
    .select({ id: addressChanges.id })
    .from(addressChanges)
    .where(
      and(
        eq(addressChanges.oldAddress, email),
        isNull(addressChanges.undoneAt),
        gt(addressChanges.appliedAt, new Date(now.getTime() - UNDO_LINK_MS)),
      ),
    )
    .limit(1)
  return givenUp !== undefined
}

/** Of the accounts that wait for this address the one with this key; of several the first. @param email normalised */
export async function getWaitingUser(
  db: Queryable,
  email: string,
  keys: readonly number[],
): Promise<UserRow | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(
      and(
        eq(users.email, email),
        isNull(users.confirmedAt),
        isNull(users.expiredAt),
        inArray(users.waitingKey, [...keys]),
      ),
    )
    .orderBy(asc(users.createdAt))
    .limit(1)
  return user ?? null
}

export async function getUser(db: Queryable, userId: string): Promise<UserRow | null> {
  const [user] = await db.select().from(users).where(eq(users.id, userId))
  return user ?? null
}

/**
 * Whether this callsign, or one that looks the same, is somebody's, or was within a year, other than the owner's. Locks what it looks
 * like until the transaction ends, so that two people cannot get it at once.
 */
export async function isCallsignTaken(
  { db, now }: { db: Queryable; now: Date },
  callsign: string,
  ownerId: string | null,
): Promise<boolean> {
  const key = callsignSkeleton(callsign)
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`callsign:${key}`}, 0))`)
  const [holder] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.callsignSkeleton, key), ownerId === null ? undefined : ne(users.id, ownerId)))
    .limit(1)
  if (holder) return true
  const [former] = await db
    .select({ id: callsignChanges.id })
    .from(callsignChanges)
    .where(
      and(
        eq(callsignChanges.oldSkeleton, key),
        gt(callsignChanges.reservedUntil, now),
        ownerId === null ? undefined : ne(callsignChanges.userId, ownerId),
      ),
    )
    .limit(1)
  return former !== undefined
}
