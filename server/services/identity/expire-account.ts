import { isNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { emptyAccount } from './empty-account.ts'

/**
 * Ends an account that nobody confirmed: its address and callsign are free again, nobody gets in, what concerned
 * only its person is deleted, and what it did in space stays that of a former pilot.
 */
export async function expireAccount(
  tx: Tx,
  userId: string,
  why: 'not-confirmed' | 'disowned',
): Promise<void> {
  if ((await emptyAccount(tx, userId, isNull(users.confirmedAt))) === null) return
  await tx.audit({ action: 'user.expired', subject: { type: 'user', id: userId }, detail: { why } })
}
