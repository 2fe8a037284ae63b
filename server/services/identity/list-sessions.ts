import { and, desc, eq, gt } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type SessionEntry = {
  /** Hash of the token: names the session and opens nothing. */
  id: string
  isCurrent: boolean
  ipAddress: string | null
  userAgent: string | null
  createdAt: string
  lastSeenAt: string
  expiresAt: string
}

/** Where one is logged in, the browser that asks first, then the most recently seen. @throws UNAUTHORIZED. */
export async function listSessions(ctx: Ctx, input: { sessionId: string | null }): Promise<SessionEntry[]> {
  const { userId } = requireUser(ctx)
  const now = await ctx.clock.now(ctx.db)
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt))
  return rows
    .map((row) => ({
      id: row.id,
      isCurrent: row.id === input.sessionId,
      ipAddress: row.ipAddress,
      userAgent: row.userAgent,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}
