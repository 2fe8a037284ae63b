import { and, eq, ne } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { voidTokens } from './end-all-access.ts'

/**
 * Ends a person's other browser sessions and every token, within a change that asked who they are. Returns how many browsers were
 * logged out.
 * @param keep.sessionId of the browser that stays logged in; null for none
 */
export async function endAccessElsewhere(
  tx: Tx,
  keep: { userId: string; sessionId: string | null },
): Promise<number> {
  const { userId, sessionId } = keep
  const ended = await tx.db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, sessionId ?? '')))
    .returning({ id: sessions.id })
  await voidTokens(tx, userId)
  tx.publish({ audience: { kind: 'user', userId }, topic: 'session' })
  await tx.audit({
    action: 'user.other-sessions-ended',
    subject: { type: 'user', id: userId },
    detail: { browsers: ended.length },
  })
  return ended.length
}
