import { and, eq, isNull } from 'drizzle-orm'
import { refreshTokens } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'

/** Ends every token that descends from one log-in of a program. */
export const revokeFamily = (tx: Tx, familyId: string) =>
  tx.db
    .update(refreshTokens)
    .set({ revokedAt: tx.now })
    .where(and(eq(refreshTokens.familyId, familyId), isNull(refreshTokens.revokedAt)))

/** Ends every refresh token of a person; access tokens run out by themselves within their 15 minutes. */
export const revokeAllTokens = (tx: Tx, userId: string) =>
  tx.db
    .update(refreshTokens)
    .set({ revokedAt: tx.now })
    .where(and(eq(refreshTokens.userId, userId), isNull(refreshTokens.revokedAt)))
