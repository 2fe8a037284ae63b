import { and, eq, gt, isNull } from 'drizzle-orm'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireUser } from '../require-actor.ts'

/** Keeps the account whose deletion was asked for. @throws UNAUTHORIZED; CONFLICT `no-deletion` when there is none, or it is due. */
export async function takeBackDeletion(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const [kept] = await tx.db
      .update(accountDeletions)
      .set({ endedAt: tx.now, outcome: 'taken_back' })
      .where(
        and(
          eq(accountDeletions.userId, userId),
          isNull(accountDeletions.endedAt),
          // What is due is final: it may already be on the list of erasures.
          gt(accountDeletions.dueAt, tx.now),
        ),
      )
      .returning({ id: accountDeletions.id })
    if (!kept)
      throw new GameError('CONFLICT', 'There is no deletion of your account that could be taken back.', {
        reason: 'no-deletion',
      })
    await tx.audit({ action: 'user.deletion-taken-back', subject: { type: 'user', id: userId } })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.deletion-taken-back',
      title: 'Your account stays',
      body: 'Its deletion was taken back. If it was not you who asked for it, change your password.',
      href: '/account',
    })
  })
}
