import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { latestEnd } from '#server/domain/identity/session-limits.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type SessionEntry = {
  /** Hash of the token: identifies the session but grants no access. */
  id: string
  isCurrent: boolean
  ipAddress: string | null
  userAgent: string | null
  createdAt: string
  lastSeenAt: string
  expiresAt: string
}

/** The user's sessions: the current browser first, then the most recently seen. @throws UNAUTHORIZED. */
export async function listSessions(
  ctx: Ctx,
  input: Paging & { sessionId: string | null },
): Promise<Page<SessionEntry>> {
  const { sessionId, ...paging } = input
  const { userId, role } = requireUser(ctx)
  const now = await ctx.clock.now(ctx.db)
  const live = and(eq(sessions.userId, userId), gt(sessions.expiresAt, now))
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(live)
    .orderBy(desc(sql`${sessions.id} = ${sessionId ?? ''}`), desc(sessions.lastSeenAt), asc(sessions.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map((row) => ({
      id: row.id,
      isCurrent: row.id === sessionId,
      ipAddress: row.ipAddress,
      userAgent: row.userAgent,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: new Date(
        Math.min(row.expiresAt.getTime(), latestEnd(row.createdAt, role).getTime()),
      ).toISOString(),
    })),
    total: await ctx.db.$count(sessions, live),
    ...paging,
  }
}
