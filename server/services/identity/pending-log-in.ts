import { and, eq, gt } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { pendingLogIns } from '#db/schema/platform/second-factor.ts'
import { randomToken, tokenHash } from '#server/auth/secrets.ts'
import { PENDING_LOG_IN_MS } from '#server/domain/identity/second-factor.ts'
import { type FactorKinds } from '#server/domain/identity/passkeys.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx, type Tx } from '../context.ts'
import { getFactorKinds } from './get-factor-kinds.ts'
import { type UserRow } from './queries.ts'

/** Notes that the password was right, and returns the token that the browser goes on with. Only its hash is stored. */
export async function writePendingLogIn(tx: Tx, userId: string): Promise<string> {
  const token = randomToken()
  await tx.db.insert(pendingLogIns).values({
    hash: tokenHash(token),
    userId,
    createdAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + PENDING_LOG_IN_MS),
  })
  return token
}

/** Whose log-in waits for its second factor; null for one that is over, took too long or never was. */
export async function getPendingLogIn(ctx: Ctx, token: string | null): Promise<UserRow | null> {
  if (token === null) return null
  const now = await ctx.clock.now(ctx.db)
  const [found] = await ctx.db
    .select({ account: users })
    .from(pendingLogIns)
    .innerJoin(users, eq(users.id, pendingLogIns.userId))
    .where(and(eq(pendingLogIns.hash, tokenHash(token)), gt(pendingLogIns.expiresAt, now)))
  return found?.account ?? null
}

/** What takes a browser through the second step of a log-in; null if it is at none. */
export async function getSecondStep(
  ctx: Ctx,
  { token }: { token: string | null },
): Promise<FactorKinds | null> {
  const account = await getPendingLogIn(ctx, token)
  return account && getFactorKinds(ctx.db, account.id)
}

/** Uses a pending log-in up, once. @throws UNAUTHORIZED `log-in-ended`. */
export async function usePendingLogIn(tx: Tx, token: string): Promise<void> {
  const used = await tx.db
    .delete(pendingLogIns)
    .where(and(eq(pendingLogIns.hash, tokenHash(token)), gt(pendingLogIns.expiresAt, tx.now)))
    .returning({ userId: pendingLogIns.userId })
  if (used.length === 0) throw endedLogIn()
}

export const endedLogIn = () =>
  new GameError('UNAUTHORIZED', 'This log-in took too long. Enter your password again.', {
    reason: 'log-in-ended',
  })
