import { and, eq, gt, isNull } from 'drizzle-orm'
import { personalTokens } from '#db/schema/platform/access.ts'
import { newPersonalToken, tokenHash } from '#server/auth/secrets.ts'
import { TOKENS_MAX, type TokenScope } from '#server/domain/identity/token-scopes.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { lockProof } from '../require-proof.ts'

export type CreatePersonalTokenInput = {
  name: string
  scopes: readonly TokenScope[]
  days: number
}

const DAY_MS = 24 * 60 * 60_000

/**
 * Makes a token for a program of the user and returns it, the only time that anybody sees it. Only for whoever has just shown who they
 * are: whoever finds a browser logged in must not carry the account away.
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`; CONFLICT `too-many-tokens`.
 */
export async function createPersonalToken(
  ctx: Ctx,
  { name, scopes, days }: CreatePersonalTokenInput,
): Promise<{ id: string; token: string }> {
  const token = newPersonalToken()
  return transact(ctx, async (tx) => {
    const { userId } = await lockProof(tx)
    const live = and(
      eq(personalTokens.userId, userId),
      isNull(personalTokens.revokedAt),
      gt(personalTokens.expiresAt, tx.now),
    )
    if ((await tx.db.$count(personalTokens, live)) >= TOKENS_MAX)
      throw new GameError('CONFLICT', `You have ${TOKENS_MAX} tokens. Revoke one first.`, {
        reason: 'too-many-tokens',
      })
    const [made] = await tx.db
      .insert(personalTokens)
      .values({
        userId,
        hash: tokenHash(token),
        name,
        mayRead: scopes.includes('read'),
        mayPlay: scopes.includes('play'),
        mayGovern: scopes.includes('govern'),
        createdAt: tx.now,
        expiresAt: new Date(tx.now.getTime() + days * DAY_MS),
      })
      .returning({ id: personalTokens.id })
    if (!made) throw new Error('the token was not written')
    await tx.audit({
      action: 'user.token-created',
      subject: { type: 'user', id: userId },
      detail: { tokenId: made.id, scopes: [...scopes], days },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.token-created',
      title: `A token was made: ${name}`,
      body: 'If it was not you, revoke it and change your password.',
      href: '/account/sessions',
    })
    return { id: made.id, token }
  })
}
