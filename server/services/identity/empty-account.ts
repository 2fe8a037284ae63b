import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { endAllAccess } from './end-all-access.ts'

/**
 * Makes an account that of a former pilot: its address and callsign are free again, nobody gets in, and what others refer to stays.
 * Returns the callsign that stands in its place; null when it was one already, or not one of these.
 */
export async function emptyAccount(tx: Tx, userId: string, which?: SQL): Promise<string | null> {
  const mark = userId.replaceAll('-', '').slice(0, 16)
  const callsign = `Former-${mark}`
  const emptied = await tx.db
    .update(users)
    .set({
      ...{ email: `${mark}@expired.invalid`, callsign, callsignTwin: 0, passwordHash: '!' },
      ...{ suspendedAt: null, suspendedUntil: null, suspensionText: null },
      ...{ role: 'player', secondFactorAt: null, waitingKey: null, confirmedAt: null, expiredAt: tx.now },
    })
    .where(and(eq(users.id, userId), isNull(users.expiredAt), which))
    .returning({ id: users.id })
  if (emptied.length === 0) return null
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await endAllAccess(tx, userId)
  return callsign
}
