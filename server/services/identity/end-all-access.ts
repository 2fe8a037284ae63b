import { eq } from 'drizzle-orm'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { pendingLogIns } from '#db/schema/platform/second-factor.ts'
import { type Tx } from '../context.ts'
import { revokeAllTokens } from './revoke-tokens.ts'

/**
 * Ends every session and every token of a person at once, access tokens too: for changes of what the account may do. Whoever
 * stays logged in gets a new session afterwards. Returns how many browsers were logged out.
 */
export async function endAllAccess(tx: Tx, userId: string): Promise<number> {
  const ended = await tx.db.delete(sessions).where(eq(sessions.userId, userId)).returning({ id: sessions.id })
  await voidTokens(tx, userId)
  tx.publish({ audience: { kind: 'user', userId }, topic: 'session' })
  return ended.length
}

/** Ends every token of a person, refresh tokens, personal tokens and the access tokens issued until now, and log-ins half made. */
export async function voidTokens(tx: Tx, userId: string): Promise<void> {
  await tx.db.update(users).set({ tokensVoidUntil: tx.now }).where(eq(users.id, userId))
  await revokeAllTokens(tx, userId)
  await tx.db.delete(pendingLogIns).where(eq(pendingLogIns.userId, userId))
}
