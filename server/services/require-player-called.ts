import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type Queryable } from '#db/client.ts'

/**
 * The player whom somebody names by callsign. One who has changed it lately is not meant by the old one without being asked: the refusal
 * says what they are called now. @throws NOT_FOUND.
 */
export async function requirePlayerCalled(
  { db, now }: { db: Queryable; now: Date },
  callsign: string,
): Promise<{ userId: string; callsign: string }> {
  const name = callsign.trim()
  const [player] = await db
    .select({ userId: users.id, callsign: users.callsign })
    .from(users)
    .where(sql`lower(${users.callsign}) = lower(${name})`)
  if (player) return player
  const [renamed] = await db
    .select({ callsign: users.callsign })
    .from(callsignChanges)
    .innerJoin(users, eq(users.id, callsignChanges.userId))
    .where(
      and(sql`lower(${callsignChanges.oldCallsign}) = lower(${name})`, gt(callsignChanges.shownUntil, now)),
    )
    .orderBy(desc(callsignChanges.changedAt))
    .limit(1)
  if (!renamed) throw notFound(`A player called ${name}`)
  throw new GameError('NOT_FOUND', `${name} is called ${renamed.callsign} now. Use that callsign.`, {
    reason: 'callsign-changed',
  })
}
