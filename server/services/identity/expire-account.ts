import { and, eq, isNull } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { endAllAccess } from './end-all-access.ts'

/**
 * Ends an account that nobody confirmed: its address and callsign are free again, nobody gets in, and what it did in space
 * stays that of a former pilot.
 */
export async function expireAccount(
  tx: Tx,
  userId: string,
  why: 'not-confirmed' | 'disowned',
): Promise<void> {
  const mark = userId.replaceAll('-', '').slice(0, 16)
  const ended = await tx.db
    .update(users)
    .set({
      email: `${mark}@expired.invalid`,
      callsign: `Former-${mark}`,
      passwordHash: '!',
      waitingKey: null,
      expiredAt: tx.now,
    })
    .where(and(eq(users.id, userId), isNull(users.confirmedAt), isNull(users.expiredAt)))
    .returning({ id: users.id })
  if (ended.length === 0) return
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await endAllAccess(tx, userId)
  await tx.audit({ action: 'user.expired', subject: { type: 'user', id: userId }, detail: { why } })
}
