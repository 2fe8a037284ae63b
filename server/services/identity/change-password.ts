import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { endAccessElsewhere } from './end-access-elsewhere.ts'
import { askPasskeysForPassword } from './factor-changes.ts'
import { type Visitor } from './password-attempt.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { lockAsChecked, requireOwnPassword } from './require-own-password.ts'
import { storedPassword } from './stored-password.ts'

export type ChangePasswordInput = {
  currentPassword: string
  newPassword: string
  sessionId: string | null
} & Visitor

/**
 * Changes the user's password and ends all other sessions and tokens, so that anyone who knew the old password is
 * logged out. The old password shows who they are; where there is a second factor, that has to as well.
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`; BAD_REQUEST naming the field for a wrong current or weak new password; TOO_MANY_REQUESTS.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  const account = await requireOwnPassword(ctx, {
    ...{ password: input.currentPassword, field: 'currentPassword', visitor: input },
  })
  await requireGoodPassword(ctx, { account, password: input.newPassword, field: 'newPassword' })

  const stored = await storedPassword(ctx, account, input.newPassword)
  await transact(ctx, async (tx) => {
    await lockAsChecked(tx, account)
    await tx.db.update(users).set(stored).where(eq(users.id, account.id))
    await tx.audit({ action: 'user.password-changed', subject: { type: 'user', id: account.id } })
    await endAccessElsewhere(tx, { userId: account.id, sessionId: input.sessionId })
    await askPasskeysForPassword(tx, account.id)
    await notify(tx, {
      userIds: [account.id],
      kind: 'account.password-changed',
      title: 'Your password was changed',
      body: 'All other browsers and programs were logged out.',
      href: '/account/sessions',
    })
  })
}
