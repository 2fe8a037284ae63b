import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { endLinks } from './account-link.ts'
import { endAllAccess } from './end-all-access.ts'
import { askPasskeysForPassword } from './factor-changes.ts'
import { type UserRow } from './queries.ts'
import { type StoredPassword } from './stored-password.ts'

/**
 * Replaces a forgotten password: whoever knew the old one is out, and so is whoever asked for another link. Its owner is told.
 */
export async function setNewPassword(
  tx: Tx,
  input: { account: UserRow; stored: StoredPassword; by: 'link' | 'recovery-code' },
): Promise<void> {
  const { account, stored, by } = input
  await tx.db.update(users).set(stored).where(eq(users.id, account.id))
  await endAllAccess(tx, account.id)
  await askPasskeysForPassword(tx, account.id)
  await endLinks(tx, 'reset-password', account.id)
  await tx.audit({
    action: 'user.password-reset',
    subject: { type: 'user', id: account.id },
    detail: { by },
  })
  await notify(tx, {
    userIds: [account.id],
    kind: 'account.password-changed',
    title: 'Your password was reset',
    body:
      by === 'link'
        ? 'Somebody used the link to a new password. All browsers and programs were logged out.'
        : 'Somebody used one of your recovery codes. All browsers and programs were logged out.',
    href: '/account/sessions',
  })
}
