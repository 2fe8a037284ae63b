import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { isRecentProof } from '#server/domain/identity/second-factor.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx, type Tx } from './context.ts'
import { requireUser, type UserActor } from './require-actor.ts'

/**
 * The user, if they showed within the last ten minutes who they are: for what a stranger at their open browser must not do.
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`.
 */
export async function requireProof(ctx: Ctx): Promise<UserActor> {
  const user = requireUser(ctx)
  const provenAt = await getProofTime(ctx, user)
  if (provenAt !== null && isRecentProof(provenAt, await ctx.clock.now(ctx.db))) return user
  throw new GameError(
    'FORBIDDEN',
    'Confirm that it is you first: this needs a log-in of the last ten minutes. In a browser go to /account/verify; a program asks for a new token at auth/token.',
    { reason: 'step-up' },
  )
}

/**
 * The same for what gives lasting access, within its transaction: it waits for a change of the account that is under way, so that
 * nothing is written by a log-in which that change has ended.
 */
export async function lockProof(tx: Tx): Promise<UserActor> {
  const { userId } = requireUser(tx)
  await tx.db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
  return requireProof(tx)
}

/** When the user last showed who they are; null for a log-in that has ended meanwhile, and for what proves nothing. */
export async function getProofTime(ctx: Ctx, { userId, proof }: UserActor): Promise<Date | null> {
  if (!proof) return null
  if ('sessionId' in proof) {
    const [session] = await ctx.db
      .select({ createdAt: sessions.createdAt, provenAt: sessions.provenAt })
      .from(sessions)
      .where(and(eq(sessions.id, proof.sessionId), eq(sessions.userId, userId)))
    return session ? (session.provenAt ?? session.createdAt) : null
  }
  const stillValid = or(isNull(users.tokensVoidUntil), lt(users.tokensVoidUntil, proof.provenAt))
  const [user] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), stillValid))
  return user ? proof.provenAt : null
}
