import { refreshTokens } from '#db/schema/platform/identity.ts'
import { ACCESS_TOKEN_SECONDS, signAccessToken } from '#server/auth/access-token.ts'
import { randomToken, tokenHash } from '#server/auth/secrets.ts'
import { type Tx } from '../context.ts'

const REFRESH_LIFETIME_MS = 30 * 24 * 60 * 60_000

/** `expiresIn`: seconds that the access token is good for. The refresh token is good once, within 30 days. */
export type TokenPair = { accessToken: string; refreshToken: string; expiresIn: number }

/** Makes the next pair of a family; only the hash of the refresh token is kept. */
export async function makeTokenPair(tx: Tx, userId: string, familyId: string): Promise<TokenPair> {
  const refreshToken = randomToken()
  await tx.db.insert(refreshTokens).values({
    familyId,
    userId,
    hash: tokenHash(refreshToken),
    createdAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + REFRESH_LIFETIME_MS),
  })
  const { publicUrl } = tx.config
  const accessToken = await signAccessToken(tx.secrets.accessTokenKeys(), publicUrl, userId, tx.now)
  return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS }
}
