import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { refreshTokens } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'

/** Revokes all refresh tokens of one log-in of a program. Access tokens expire by themselves. */
export const revokeFamily = (tx: Tx, familyId: string) => revoke(tx, eq(refreshTokens.familyId, familyId))

/** Revokes all refresh tokens of a user. Access tokens expire by themselves within 15 minutes. */
export const revokeAllTokens = (tx: Tx, userId: string) => revoke(tx, eq(refreshTokens.userId, userId))

/**
 * Repeats until nothing is left to revoke: a refresh that runs at the same time may commit a successor that the first
 * update does not see.
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
