import { and, eq, sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { isPasswordOf } from '#server/auth/passwords.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx, type Tx } from '../context.ts'
import { countOwnAttempt, type Visitor } from './password-attempt.ts'
import { type UserRow } from './queries.ts'
import { recordFailedLogIn } from './record-failed-log-in.ts'
import { requireProof } from '../require-proof.ts'
import { requireAccount } from './require-account.ts'

/**
 * The user's account, once they have typed its password again. What depends on it calls {@link lockAsChecked} where it writes.
 * Where there is a second factor, the password alone does not show who they are.
 * @throws UNAUTHORIZED; BAD_REQUEST naming the field for a wrong password, which is recorded; FORBIDDEN `step-up`; TOO_MANY_REQUESTS.
 */
export async function requireOwnPassword(
  ctx: Ctx,
  { password, field = 'password', visitor }: { password: string; field?: string; visitor: Visitor },
): Promise<UserRow> {
  const account = await requireAccount(ctx)
  const attempt = await countOwnAttempt(ctx, account.id)
  if (!(await isPasswordOf(account.passwordHash, password))) {
    const { id: userId, email } = account
    await recordFailedLogIn(ctx, { door: 'password-change', email, userId, visitor })
    const message = 'This is not your password.'
    throw new GameError('BAD_REQUEST', message, { issues: [{ path: field, message }] })
  }
  await attempt.succeeded()
  if (account.secondFactorAt !== null) await requireProof(ctx)
  return account
}

/**
 * Locks the account whose password was checked. To check takes tens of milliseconds, in which the owner may have changed it or
 * ended all access otherwise: whoever knew the old one must get nothing afterwards. @throws UNAUTHORIZED `password-changed`.
 */
export async function lockAsChecked(tx: Tx, checked: Checked): Promise<void> {
  const [same] = await tx.db.select({ id: users.id }).from(users).where(isAsChecked(checked)).for('update')
  if (!same) throw changedMeanwhile()
}

type Checked = Pick<UserRow, 'id' | 'passwordHash' | 'tokensVoidUntil'>

/** Whether the account is still as it was checked, with nothing ended since. Waits for a change that is under way. */
export async function isStillAsChecked(ctx: Ctx, checked: Checked): Promise<boolean> {
  const [same] = await ctx.db.select({ id: users.id }).from(users).where(isAsChecked(checked)).for('share')
  return same !== undefined
}

const isAsChecked = ({ id, passwordHash, tokensVoidUntil }: Checked) =>
  and(
    eq(users.id, id),
    eq(users.passwordHash, passwordHash),
    sql`${users.tokensVoidUntil} is not distinct from ${tokensVoidUntil?.toISOString() ?? null}::timestamptz`,
  )

export const changedMeanwhile = () =>
  new GameError('UNAUTHORIZED', 'The account was changed or logged out in the meantime. Log in again.', {
    reason: 'password-changed',
  })
