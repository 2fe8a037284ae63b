import { and, eq, isNull } from 'drizzle-orm'
import { personalTokens } from '#db/schema/platform/access.ts'
import { refreshTokens } from '#db/schema/platform/identity.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireProof } from '../require-proof.ts'
import { revokeFamily } from './revoke-tokens.ts'

/**
 * Logs out one program of the user, or revokes one token. What a program asked for before, its access token, lasts to its end,
 * fifteen minutes at most; a personal token ends at once.
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`; NOT_FOUND for what is another user's or over.
 */
export async function endProgram(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const { userId } = await requireProof(ctx)
  await transact(ctx, async (tx) => {
    const action = await endProgramOf(tx, userId, id)
    await tx.audit({ action, subject: { type: 'user', id: userId }, detail: { id } })
  })
}

/** Ends what has this id and is this user's; returns which it was, for the audit log. @throws NOT_FOUND. */
export async function endProgramOf(
  tx: Tx,
  userId: string,
  id: string,
): Promise<'user.token-revoked' | 'user.program-ended'> {
  if (await revokeToken(tx, userId, id)) return 'user.token-revoked'
  if (await logOutProgram(tx, userId, id)) return 'user.program-ended'
  throw notFound('This program')
}

async function revokeToken(tx: Tx, userId: string, id: string): Promise<boolean> {
  const revoked = await tx.db
    .update(personalTokens)
    .set({ revokedAt: tx.now })
    .where(
      and(eq(personalTokens.id, id), eq(personalTokens.userId, userId), isNull(personalTokens.revokedAt)),
    )
    .returning({ id: personalTokens.id })
  return revoked.length > 0
}

async function logOutProgram(tx: Tx, userId: string, familyId: string): Promise<boolean> {
  const [own] = await tx.db
    .select({ id: refreshTokens.id })
    .from(refreshTokens)
    .where(
      and(
        eq(refreshTokens.familyId, familyId),
        eq(refreshTokens.userId, userId),
        isNull(refreshTokens.revokedAt),
      ),
    )
    .limit(1)
  if (own) await revokeFamily(tx, familyId)
  return own !== undefined
}
