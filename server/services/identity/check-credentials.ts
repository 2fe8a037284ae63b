import { and, eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { hashPassword, isOutdatedHash, isPasswordOf } from '#server/auth/passwords.ts'
import { normalizeEmail } from '#server/domain/identity/email.ts'
import { normalizePassword } from '#server/domain/identity/password-policy.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { countAttempt, type Visitor } from './password-attempt.ts'
import { getUserByEmail, getWaitingUser, type UserRow } from './queries.ts'
import { recordFailedLogIn } from './record-failed-log-in.ts'

export type Credentials = { email: string; password: string } & Visitor

/**
 * Returns the account with this e-mail and password. Unknown addresses and wrong passwords get the same answer in the
 * same time, and failures count whether the account exists or not. Pages and programs share one count.
 * @throws UNAUTHORIZED `wrong-credentials`, TOO_MANY_REQUESTS.
 */
export async function checkCredentials(
  ctx: Ctx,
  door: 'page' | 'program',
  input: Credentials,
): Promise<UserRow> {
  const email = normalizeEmail(input.email)
  const user = await getUserByEmail(ctx.db, email)
  const attempt = await countAttempt(ctx, { email, userId: user?.id ?? null, visitor: input })
  const found = await findByPassword(ctx, user, email, input.password)
  if (!found) {
    await recordFailedLogIn(ctx, { door, email, userId: user?.id ?? null, visitor: input })
    throw new GameError('UNAUTHORIZED', 'Wrong e-mail or password.', {
      reason: 'wrong-credentials',
    })
  }
  // One that only waits for the address says nothing about guesses at its holder.
  if (user === null || found.id === user.id)
    await (found.secondFactorAt === null ? attempt.succeeded() : attempt.isHalfMade())
  return hashedAnew(ctx, found, input.password)
}

/**
 * The account that has the address, or else one that waits for it, with this password. Where accounts wait, both are always
 * computed, so that the time tells neither from nobody.
 */
async function findByPassword(
  ctx: Ctx,
  holder: UserRow | null,
  email: string,
  password: string,
): Promise<UserRow | null> {
  const waiting = await getWaitingUser(
    ctx.db,
    email,
    ctx.secrets.waitingKeys(email, normalizePassword(password)),
  )
  if (!ctx.config.confirmationRequired) {
    const only = holder ?? waiting
    return (await isPasswordOf(only?.passwordHash ?? null, password)) ? only : null
  }
  const [isHolders, isWaiting] = await Promise.all(
    [holder, waiting].map((user) => isPasswordOf(user?.passwordHash ?? null, password)),
  )
  return isHolders ? holder : isWaiting ? waiting : null
}

/**
 * The account with a hash of today's cost: only while its password is here can it be made. A password that was changed meanwhile stays,
 * and the log-in ends at its lock.
 */
async function hashedAnew(ctx: Ctx, account: UserRow, password: string): Promise<UserRow> {
  if (!isOutdatedHash(account.passwordHash)) return account
  const passwordHash = await hashPassword(password)
  const same = and(eq(users.id, account.id), eq(users.passwordHash, account.passwordHash))
  const changed = await ctx.db.update(users).set({ passwordHash }).where(same).returning({ id: users.id })
  return changed.length > 0 ? { ...account, passwordHash } : account
}
