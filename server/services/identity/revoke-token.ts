import { eq } from 'drizzle-orm'
import { refreshTokens } from '#db/schema/platform/identity.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { transact, type Ctx } from '../context.ts'
import { revokeFamily } from './revoke-tokens.ts'

/** Logs a program out: revokes the token's whole family. An unknown token gets the same answer (RFC 7009 §2.2). */
export async function revokeToken(ctx: Ctx, input: { refreshToken: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const [token] = await tx.db
      .select()
      .from(refreshTokens)
      .where(eq(refreshTokens.hash, tokenHash(input.refreshToken)))
    if (!token) return
    await revokeFamily(tx, token.familyId)
    await tx.audit({ action: 'user.tokens-revoked', subject: { type: 'user', id: token.userId } })
  })
}
