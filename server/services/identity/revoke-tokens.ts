import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { refreshTokens } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'

/** Ends every refresh token that descends from one log-in of a program; access tokens run out by themselves. */
export const revokeFamily = (tx: Tx, familyId: string) => revoke(tx, eq(refreshTokens.familyId, familyId))

/** Ends every refresh token of a person; access tokens run out by themselves within their 15 minutes. */
export const revokeAllTokens = (tx: Tx, userId: string) => revoke(tx, eq(refreshTokens.userId, userId))

/**
 * A refresh that was under way holds its token's row until it commits a successor, which the update that waited for it
 * does not see; the next one does. Nothing is left once an update finds nothing.
 */
async function revoke(tx: Tx, which: SQL): Promise<void> {
  for (;;) {
    const revoked = await tx.db
      .update(refreshTokens)
      .set({ revokedAt: tx.now })
      .where(and(which, isNull(refreshTokens.revokedAt)))
      .returning({ hash: refreshTokens.hash })
    if (revoked.length === 0) return
  }
}
