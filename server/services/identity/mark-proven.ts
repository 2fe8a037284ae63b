import { and, eq } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { requireBrowser } from './require-browser.ts'
import { type FactorKind } from './use-code.ts'

/** Notes in the session of a browser that its user has just shown who they are. @throws UNAUTHORIZED once it has ended. */
export async function markProven(tx: Tx, by: FactorKind | 'password'): Promise<void> {
  const { userId, sessionId } = requireBrowser(tx)
  const marked = await tx.db
    .update(sessions)
    .set({ provenAt: tx.now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id })
  if (marked.length === 0) throw new GameError('UNAUTHORIZED', 'Log in first.')
  await tx.audit({
    action: 'user.identity-proven',
    subject: { type: 'user', id: userId },
    detail: { by },
  })
}
