import { refreshTokens } from '#db/schema/platform/identity.ts'
import { ACCESS_TOKEN_SECONDS, signAccessToken } from '#server/auth/access-token.ts'
import { refreshEnd, type Role } from '#server/domain/identity/session-limits.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { type Tx } from '../context.ts'
import { type Visitor } from './password-attempt.ts'

/** `expiresIn`: lifetime of the access token in seconds. The refresh token works once, until {@link refreshEnd}. */
export type TokenPair = { accessToken: string; refreshToken: string; expiresIn: number }

type Family = { userId: string; familyId: string; startedAt: Date; role: Role; provenAt: Date | null }

/**
 * Starts or continues a token family with this refresh token. Only its hash is stored. @param family.provenAt when its owner
 * logged in, for the first pair; null for the others
 */
export async function createTokenPair(
  tx: Tx,
  family: Family,
  refreshToken: string,
  program: Visitor,
): Promise<TokenPair> {
  const { userId, familyId, startedAt, role, provenAt } = family
  await tx.db.insert(refreshTokens).values({
    familyId,
    userId,
    hash: tokenHash(refreshToken),
    ipAddress: program.ipAddress,
    userAgent: program.userAgent ?? null,
    createdAt: tx.now,
    startedAt,
    expiresAt: refreshEnd(startedAt, role, tx.now),
  })
  return signTokenPair(tx, { userId, provenAt }, refreshToken)
}

/** A pair with an existing refresh token and a new access token. */
export async function signTokenPair(
  tx: Tx,
  { userId, provenAt }: { userId: string; provenAt: Date | null },
  refreshToken: string,
): Promise<TokenPair> {
  const { publicUrl } = tx.config
  const [keys] = tx.secrets.accessTokenKeys()
  const accessToken = await signAccessToken(keys, publicUrl, userId, tx.now, provenAt)
  return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS }
}
