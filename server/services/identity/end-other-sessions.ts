import { and, eq, ne } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { voidTokens } from './end-all-access.ts'

/**
 * Logs out all other browsers (all browsers when a program asks) and all programs, whose access tokens end at once too. Returns how many
 * browsers were logged out.
 * @throws UNAUTHORIZED.
 */
export async function endOtherSessions(
  ctx: Ctx,
  input: { sessionId: string | null },
): Promise<{ ended: number }> {
  const { userId } = requireUser(ctx)
  return transact(ctx, async (tx) => {
    const ended = await tx.db
      .delete(sessions)
      .where(and(eq(sessions.userId, userId), ne(sessions.id, input.sessionId ?? '')))
      .returning({ id: sessions.id })
    await voidTokens(tx, userId)
    tx.publish({ audience: { kind: 'user', userId }, topic: 'session' })
    await tx.audit({
      action: 'user.other-sessions-ended',
      subject: { type: 'user', id: userId },
      detail: { browsers: ended.length },
    })
    return { ended: ended.length }
  })
}
