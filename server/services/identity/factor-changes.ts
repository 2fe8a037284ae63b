import { and, eq, gte, isNotNull, isNull } from 'drizzle-orm'
import { authenticatorApps, passkeyChallenges, passkeys } from '#db/schema/platform/second-factor.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { endAccessElsewhere } from './end-access-elsewhere.ts'

/** `what` names the factor for its owner. */
type Change = { userId: string; what: string }

const HREF = '/account/security'

/**
 * After a second factor was added: its owner is told, and if it is the account's first, everybody who knew only the password is logged
 * out, everywhere but in this browser.
 */
export async function afterFactorAdded(
  tx: Tx,
  { userId, what, sessionId }: Change & { sessionId: string | null },
): Promise<void> {
  const first = await tx.db
    .update(users)
    .set({ secondFactorAt: tx.now })
    .where(and(eq(users.id, userId), isNull(users.secondFactorAt)))
    .returning({ id: users.id })
  if (first.length > 0) await endAccessElsewhere(tx, { userId, sessionId })
  await tx.audit({
    action: 'user.second-factor-added',
    subject: { type: 'user', id: userId },
    detail: { what },
  })
  await notify(tx, {
    userIds: [userId],
    kind: 'account.second-factor-added',
    title: `Second factor added: ${what}`,
    body: 'Logging in asks for it from now on. If it was not you, remove it and change your password.',
    href: HREF,
  })
}

/** After a second factor was removed: its owner is told, and the account says so if it has none any more. */
export async function afterFactorRemoved(tx: Tx, { userId, what }: Change): Promise<void> {
  await markFactors(tx, userId)
  await tx.audit({
    action: 'user.second-factor-removed',
    subject: { type: 'user', id: userId },
    detail: { what },
  })
  await notify(tx, {
    userIds: [userId],
    kind: 'account.second-factor-removed',
    title: `Second factor removed: ${what}`,
    body: 'If it was not you, change your password and set a second factor up again.',
    href: HREF,
  })
}

/** Notes on the account's row that it has no second factor, if it has none. */
export async function markFactors(tx: Tx, userId: string): Promise<void> {
  const apps = await tx.db.$count(authenticatorApps, appInUse(userId))
  const keys = await tx.db.$count(passkeys, eq(passkeys.userId, userId))
  if (apps + keys === 0) await tx.db.update(users).set({ secondFactorAt: null }).where(eq(users.id, userId))
}

/** Ends the second factors that somebody made since then; older ones remain. Returns whether there were any. */
export async function removeFactorsSince(tx: Tx, userId: string, since: Date): Promise<boolean> {
  const apps = await tx.db
    .delete(authenticatorApps)
    .where(and(eq(authenticatorApps.userId, userId), gte(authenticatorApps.createdAt, since)))
    .returning({ id: authenticatorApps.id })
  const keys = await tx.db
    .delete(passkeys)
    .where(and(eq(passkeys.userId, userId), gte(passkeys.createdAt, since)))
    .returning({ id: passkeys.id })
  await markFactors(tx, userId)
  return apps.length + keys.length > 0
}

/**
 * With a change of the password: until a passkey was used with the new one it no longer opens the account by itself, for it may be that of
 * somebody who knew the old one. One that is being added has to be asked for again.
 */
export async function askPasskeysForPassword(tx: Tx, userId: string): Promise<void> {
  await tx.db.update(passkeys).set({ worksAlone: false }).where(eq(passkeys.userId, userId))
  await tx.db.delete(passkeyChallenges).where(eq(passkeyChallenges.userId, userId))
}

/** The authenticator app that somebody logs in with. */
export const appInUse = (userId: string) =>
  and(eq(authenticatorApps.userId, userId), isNotNull(authenticatorApps.confirmedAt))
