import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { type users } from '#db/schema/platform/identity.ts'
import { CALLSIGN_RESERVED_DAYS } from '#server/domain/identity/callsign-change.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { type Tx } from '../context.ts'
import { endInvitationsBy } from '../identity/admin-invitation-queries.ts'
import { deletePersonalRows } from '../identity/delete-personal-rows.ts'
import { emptyAccount } from '../identity/empty-account.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { leavePublicLife } from './leave-public-life.ts'

export type UserRow = typeof users.$inferSelect

/**
 * Makes somebody a former pilot in this transaction: nobody gets in, memberships, offices and candidacies end, and everything that only
 * concerned the person is deleted. What others rely on stays without a name: ballots that were counted, laws, the ledger, payments.
 * @param options.why `asked`, or `restored`: a backup had brought back somebody who was erased before
 */
export async function eraseAccount(
  tx: Tx,
  user: UserRow,
  { why }: { why: 'asked' | 'restored' },
): Promise<void> {
  const { id: userId, email, callsign, confirmedAt } = user
  const former = await emptyAccount(tx, userId)
  if (former === null) return
  await endInvitationsBy(tx, userId)
  await leavePublicLife(tx, { userId, callsign: former })
  // What the end of offices told them.
  await deletePersonalRows(tx, userId)
  await reserveCallsign(tx, { userId, callsign, former })
  await tx.audit({ action: 'user.erased', subject: { type: 'user', id: userId }, detail: { why } })
  if (why === 'asked' && confirmedAt)
    await queueMail(tx, {
      ...{ key: `account-deleted:${userId}`, kind: 'account-deleted', userId, address: email },
      data: { callsign },
    })
}

/** Nobody takes the place of who left: the callsign is nobody else's for as long as one that was changed, and is shown nowhere. */
async function reserveCallsign(
  tx: Tx,
  { userId, callsign, former }: { userId: string; callsign: string; former: string },
): Promise<void> {
  await tx.db.insert(callsignChanges).values({
    ...{ userId, oldCallsign: callsign, newCallsign: former, changedAt: tx.now },
    ...{ shownUntil: tx.now, spreadAt: tx.now },
    reservedUntil: new Date(tx.now.getTime() + CALLSIGN_RESERVED_DAYS * DAY_MS),
  })
}
