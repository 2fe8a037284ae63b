import { and, eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { personalTokens } from '#db/schema/platform/access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { sqlNow } from '#server/clock.ts'
import { suspensionAt } from '#server/domain/identity/suspension.ts'
import { type TokenScope } from '#server/domain/identity/token-scopes.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { toActor, toPerson } from './person.ts'
import { scopesOf } from './token-row.ts'

/** "Last used" is written at most this often, not with every request. */
const USED_EVERY_MS = 5 * 60_000

/** Runs for every request of a program with such a token. */
const tokenAndUser = prepared((db) =>
  db
    .select({
      id: personalTokens.id,
      mayRead: personalTokens.mayRead,
      mayPlay: personalTokens.mayPlay,
      mayGovern: personalTokens.mayGovern,
      lastUsedAt: personalTokens.lastUsedAt,
      now: sql<string>`${sqlNow}`,
      userId: users.id,
      callsign: users.callsign,
      confirmedAt: users.confirmedAt,
      suspendedAt: users.suspendedAt,
      suspendedUntil: users.suspendedUntil,
      suspensionText: users.suspensionText,
    })
    .from(personalTokens)
    .innerJoin(users, eq(users.id, personalTokens.userId))
    .where(
      and(
        eq(personalTokens.hash, sql.placeholder('hash')),
        sql`${personalTokens.revokedAt} is null`,
        sql`${personalTokens.expiresAt} > ${sqlNow}`,
      ),
    )
    .prepare('personal_token_and_user'),
)

/**
 * The user of a personal token and what it may do; null for one that is unknown, expired or revoked. Never an administrator:
 * administration needs a log-in.
 */
export async function authenticatePersonalToken(
  ctx: Ctx,
  token: string,
): Promise<{ actor: UserActor; scopes: TokenScope[] } | null> {
  const [found] = await tokenAndUser(ctx.db).execute({
    hash: tokenHash(token),
    clockOffsetMs: ctx.clock.offsetMs(),
  })
  if (!found) return null
  const { id, userId, lastUsedAt } = found
  const now = new Date(found.now)
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > USED_EVERY_MS)
    await ctx.db.update(personalTokens).set({ lastUsedAt: now }).where(eq(personalTokens.id, id))
  const suspension = suspensionAt(found, now)
  const person = toPerson({ ...found, id: userId, role: 'player', suspension })
  return { actor: toActor(person), scopes: scopesOf(found) }
}
