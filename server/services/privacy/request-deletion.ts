import { and, eq, isNull } from 'drizzle-orm'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { deletionDueAt, mayDelete } from '#server/domain/privacy/deletion-rules.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { type Visitor } from '../identity/password-attempt.ts'
import { lockAsChecked, requireOwnPassword } from '../identity/require-own-password.ts'
import { notify } from '../notifications/notify.ts'
import { refused } from '../refused.ts'
import { loadDeletionFacts, lockLeavingAdmins } from './deletion-facts.ts'

/**
 * Asks for the deletion of the user's account. It is carried out after the notice; until then everything works, and the user can
 * take it back. The password is asked, and a mail sent, because whoever has only the session must not do this.
 * @throws UNAUTHORIZED; BAD_REQUEST naming the field for a wrong password; CONFLICT `last-admin`,
 *   `deletion-asked`; TOO_MANY_REQUESTS.
 */
export async function requestDeletion(
  ctx: Ctx,
  input: { password: string; visitor: Visitor },
): Promise<{ dueAt: string }> {
  const account = await requireOwnPassword(ctx, input)
  return transact(ctx, async (tx) => {
    await lockLeavingAdmins(tx, account)
    await lockAsChecked(tx, account)
    const verdict = mayDelete(await loadDeletionFacts(tx.db, account))
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    const userId = account.id
    const open = and(eq(accountDeletions.userId, userId), isNull(accountDeletions.endedAt))
    if ((await tx.db.$count(accountDeletions, open)) > 0)
      throw new GameError('CONFLICT', 'You have already asked for the deletion of your account.', {
        reason: 'deletion-asked',
      })
    const dueAt = deletionDueAt(tx.now, tx.config.retention.deletionNoticeDays)
    await tx.db.insert(accountDeletions).values({ userId, requestedAt: tx.now, dueAt })
    await tx.audit({
      action: 'user.deletion-asked',
      subject: { type: 'user', id: userId },
      detail: { dueAt: dueAt.toISOString() },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.deletion-asked',
      title: `Your account will be deleted at ${dueAt.toISOString()}`,
      body: 'Until then you can log in and keep it. If you did not ask for this, keep it and change your password: somebody knows it.',
      href: '/account/data',
    })
    return { dueAt: dueAt.toISOString() }
  })
}
