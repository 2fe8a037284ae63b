import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { personalTokens } from '#db/schema/platform/access.ts'
import { refreshTokens } from '#db/schema/platform/identity.ts'
import { type TokenScope } from '#server/domain/identity/token-scopes.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { scopesOf } from './token-row.ts'

/** Programs that logged in and are shown; older ones appear when newer ones are logged out. */
const SHOWN_MAX = 50

/** A program that logged in with the password, by the family of its refresh tokens. */
export type LoggedInProgram = {
  id: string
  ipAddress: string | null
  userAgent: string | null
  /** Its last log-in or refresh. */
  lastSeenAt: string
  expiresAt: string
}
export type PersonalToken = {
  id: string
  name: string
  scopes: TokenScope[]
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
}

/** What acts for the user without a browser, the last used first. @throws UNAUTHORIZED. */
export async function listPrograms(
  ctx: Ctx,
): Promise<{ loggedIn: LoggedInProgram[]; tokens: PersonalToken[] }> {
  const { userId } = requireUser(ctx)
  const now = await ctx.clock.now(ctx.db)
  const families = await ctx.db
    .select()
    .from(refreshTokens)
    .where(
      and(
        eq(refreshTokens.userId, userId),
        isNull(refreshTokens.usedAt),
        isNull(refreshTokens.revokedAt),
        gt(refreshTokens.expiresAt, now),
      ),
    )
    .orderBy(desc(refreshTokens.createdAt))
    .limit(SHOWN_MAX)
  const tokens = await ctx.db
    .select()
    .from(personalTokens)
    .where(
      and(
        eq(personalTokens.userId, userId),
        isNull(personalTokens.revokedAt),
        gt(personalTokens.expiresAt, now),
      ),
    )
    .orderBy(sql`${personalTokens.lastUsedAt} desc nulls last`, desc(personalTokens.createdAt))
  return {
    loggedIn: families.map((row) => ({
      id: row.familyId,
      ipAddress: row.ipAddress,
      userAgent: row.userAgent,
      lastSeenAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    })),
    tokens: tokens.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: scopesOf(row),
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    })),
  }
}
