import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { isPasswordOf } from '#server/auth/passwords.ts'
import { checkPassword } from '#server/domain/identity/password-policy.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { countOwnAttempt, type Visitor } from './password-attempt.ts'
import { recordFailedLogIn } from './record-failed-log-in.ts'
import { requireAccount } from './require-account.ts'
import { storedPassword } from './stored-password.ts'

export type ChangePasswordInput = {
  currentPassword: string
  newPassword: string
  sessionId: string | null
} & Visitor

/**
 * Changes the user's password and ends all other sessions and tokens, so that anyone who knew the old password is
 * logged out.
 * @throws UNAUTHORIZED; BAD_REQUEST naming the field for a wrong current or weak new password; TOO_MANY_REQUESTS.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  const account = await requireAccount(ctx)
  const attempt = await countOwnAttempt(ctx, account.id)
  if (!(await isPasswordOf(account.passwordHash, input.currentPassword))) {
    const { id: userId, email } = account
    await recordFailedLogIn(ctx, { door: 'password-change', email, userId, visitor: input })
    throw refused('currentPassword', 'This is not your current password.')
  }
  await attempt.succeeded()
  const verdict = checkPassword(input.newPassword, account)
  if (!verdict.ok) throw refused('newPassword', verdict.message)

  const stored = await storedPassword(ctx, account, input.newPassword)
  await transact(ctx, async (tx) => {
    await tx.db.update(users).set(stored).where(eq(users.id, account.id))
    await tx.audit({ action: 'user.password-changed', subject: { type: 'user', id: account.id } })
    await endOtherSessions(tx, input)
    await notify(tx, {
      userIds: [account.id],
      kind: 'account.password-changed',
      title: 'Your password was changed',
      body: 'All other browsers and programs were logged out.',
      href: '/account/sessions',
    })
  })
}

const refused = (path: string, message: string) =>
  new GameError('BAD_REQUEST', message, { issues: [{ path, message }] })
