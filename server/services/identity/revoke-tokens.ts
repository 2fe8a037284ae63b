import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { personalTokens } from '#db/schema/platform/access.ts'
import { refreshTokens } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'

/** Revokes all refresh tokens of one log-in of a program. Access tokens expire by themselves. */
export const revokeFamily = (tx: Tx, familyId: string) => revoke(tx, eq(refreshTokens.familyId, familyId))

/** Revokes all refresh tokens and personal tokens of a user. */
export async function revokeAllTokens(tx: Tx, userId: string): Promise<void> {
  await revoke(tx, eq(refreshTokens.userId, userId))
  await tx.db
    .update(personalTokens)
    .set({ revokedAt: tx.now })
    .where(and(eq(personalTokens.userId, userId), isNull(personalTokens.revokedAt)))
}

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
