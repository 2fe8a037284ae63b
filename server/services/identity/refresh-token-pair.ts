import { and, eq, gt, inArray, isNull } from 'drizzle-orm'
import { refreshTokens, users } from '#db/schema/platform/identity.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { latestEnd } from '#server/domain/identity/session-limits.ts'
import { GameError } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { type Visitor } from './password-attempt.ts'
import { revokeFamily } from './revoke-tokens.ts'
import { createTokenPair, signTokenPair, type TokenPair } from './create-token-pair.ts'

/**
 * For this long a used token counts as a retry (two tabs, a lost answer), not as theft. A retry gets the successor
 * that was created the first time, so a family stays a single chain: if a thief copied the token, thief and owner
 * share that chain, and the second of them to use it is detected.
 */
const GRACE_MS = 20_000

/**
 * Exchanges a refresh token for the next pair. A token reused after its grace period was copied. Thief and owner
 * cannot be told apart, so the whole family is revoked (RFC 9700 §4.14.2).
 * @throws UNAUTHORIZED for every invalid token, TOO_MANY_REQUESTS.
 */
export async function refreshTokenPair(
  ctx: Ctx,
  input: { refreshToken: string } & Visitor,
): Promise<TokenPair> {
  const address = addressKey(input.ipAddress)
  await ctx.limits.take('token-address', address)
  const hash = tokenHash(input.refreshToken)
  // Throw after the commit: a revoked family must stay revoked.
  const pair = await transact(ctx, async (tx) => {
    const successors = ctx.secrets.deriveSuccessors(input.refreshToken)
    const token = await markTokenUsed(tx, hash)
    if (token) return continueFamily(tx, token, successors[0], input)
    const retried = await findRetriedToken(tx, hash, successors)
    return retried && signTokenPair(tx, { userId: retried.token.userId, provenAt: null }, retried.successor)
  })
  if (!pair) throw new GameError('UNAUTHORIZED', 'Log in again.', { reason: 'invalid-refresh-token' })
  await ctx.limits.giveBack('token-address', address)
  return pair
}

type TokenRow = typeof refreshTokens.$inferSelect

/** The next pair of a log-in; null once that is too old for what its person is now. */
async function continueFamily(
  tx: Tx,
  token: TokenRow,
  successor: string,
  program: Visitor,
): Promise<TokenPair | null> {
  const { role } = oneRow(
    await tx.db.select({ role: users.role }).from(users).where(eq(users.id, token.userId)),
  )
  if (latestEnd(token.startedAt, role) <= tx.now) return null
  return createTokenPair(tx, { ...token, role, provenAt: null }, successor, program)
}

async function markTokenUsed(tx: Tx, hash: string): Promise<TokenRow | null> {
  const [token] = await tx.db
    .update(refreshTokens)
    .set({ usedAt: tx.now })
    .where(
      and(
        eq(refreshTokens.hash, hash),
        isNull(refreshTokens.usedAt),
        isNull(refreshTokens.revokedAt),
        gt(refreshTokens.expiresAt, tx.now),
      ),
    )
    .returning()
  return token ?? null
}

/** The token, if it may be exchanged again for the same successor; otherwise its family is revoked. */
async function findRetriedToken(
  tx: Tx,
  hash: string,
  successors: readonly string[],
): Promise<{ token: TokenRow; successor: string } | null> {
  const [token] = await tx.db
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.hash, hash))
    // Makes a revocation wait for the successor of a running retry.
    .for('update')
  if (!token?.usedAt || token.revokedAt || token.expiresAt <= tx.now) return null
  const isInGrace = tx.now.getTime() - token.usedAt.getTime() <= GRACE_MS
  const successor = isInGrace ? await findUnused(tx, successors) : null
  if (successor !== null) return { token, successor }
  await revokeFamily(tx, token.familyId)
  await tx.audit({
    action: 'user.token-reuse-detected',
    subject: { type: 'user', id: token.userId },
    detail: { familyId: token.familyId },
  })
  return null
}

/** If the successor was used, its owner has it: then the old token comes from somebody else. */
async function findUnused(tx: Tx, successors: readonly string[]): Promise<string | null> {
  const given = await tx.db
    .select({ hash: refreshTokens.hash })
    .from(refreshTokens)
    .where(and(inArray(refreshTokens.hash, successors.map(tokenHash)), isNull(refreshTokens.usedAt)))
  return successors.find((successor) => given.some(({ hash }) => hash === tokenHash(successor))) ?? null
}
