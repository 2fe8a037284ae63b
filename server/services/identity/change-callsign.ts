import { givenUpAt, mayChangeCallsign } from '#server/domain/identity/callsign-change.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { refused } from '../refused.ts'
import { getLastCallsignChange } from './last-callsign-change.ts'
import { type Visitor } from './password-attempt.ts'
import { replaceCallsign } from './replace-callsign.ts'
import { requireFreeCallsign } from './require-free-callsign.ts'
import { lockAsChecked, requireOwnPassword } from './require-own-password.ts'

/**
 * Changes the user's callsign, every 30 days. The old one is shown beside it for 30 days and stays reserved for a year, in which only
 * its owner can go back to it.
 * @param input.callsign checked by `changeCallsignInput`
 * @throws UNAUTHORIZED; BAD_REQUEST for a wrong password; CONFLICT `same-callsign`, `changed-lately`, `callsign-taken`;
 * TOO_MANY_REQUESTS.
 */
export async function changeCallsign(
  ctx: Ctx,
  input: { callsign: string; password: string; visitor: Visitor },
): Promise<void> {
  const { callsign: to, password, visitor } = input
  const account = await requireOwnPassword(ctx, { password, visitor })
  const { id: userId, callsign: from } = account
  await transact(ctx, async (tx) => {
    await lockAsChecked(tx, account)
    const lastChangedAt = await getLastCallsignChange(tx.db, userId)
    const verdict = mayChangeCallsign({ from, to, lastChangedAt }, tx.now)
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    await requireFreeCallsign(tx, to, userId)
    await replaceCallsign(tx, { userId, from, to }, givenUpAt(tx.now))
    await tx.audit({
      action: 'user.callsign-changed',
      subject: { type: 'user', id: userId },
      detail: { from, to },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.callsign-changed',
      title: `Your callsign is now ${to}`,
      body: `“${from}” is shown beside it for 30 days. If it was not you, change your password.`,
      href: '/account/callsign',
    })
    tx.publish({ audience: { kind: 'user', userId }, topic: 'session' })
  })
}
