import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { type Tx } from '../context.ts'
import { deletePersonalRows } from './delete-personal-rows.ts'
import { endAllAccess } from './end-all-access.ts'

/**
 * Makes an account that of a former pilot: its address and callsign are free again, nobody gets in, and what others refer to stays.
 * Galaxies learn of it by
 * the next sweep. Returns the callsign that stands in its place; null when it was one already, or not one of these.
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
  await deletePersonalRows(tx, userId)
  await renameUnderWay(tx, userId, callsign)
  return callsign
}

/** A ship between two galaxies lands under the name that its pilot has now; so does one whose departure waits for an administrator. */
async function renameUnderWay(tx: Tx, userId: string, callsign: string): Promise<void> {
  const renamed = (pilot: SQL) =>
    sql`jsonb_set(jsonb_set(${pilot}, '{callsign}', to_jsonb(${callsign}::text)), '{ship,name}', to_jsonb(${callsign}::text))`
  await tx.db
    .update(custody)
    .set({ pilot: renamed(sql`${custody.pilot}`) })
    .where(eq(custody.userId, userId))
  const { message } = setAsideMessages
  await tx.db
    .update(setAsideMessages)
    .set({ message: sql`jsonb_set(${message}, '{pilot}', ${renamed(sql`${message}->'pilot'`)})` })
    .where(and(eq(setAsideMessages.userId, userId), sql`${message} ? 'pilot'`))
}
