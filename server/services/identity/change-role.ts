import { and, eq, ne, sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { suspensionAt } from '#server/domain/identity/suspension.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireAdmin } from '../require-actor.ts'
import { endInvitationsBy } from './admin-invitation-queries.ts'
import { endAllAccess } from './end-all-access.ts'
import { getUser } from './queries.ts'

export type RoleChange = { userId: string; role: 'player' | 'admin'; detail?: Record<string, unknown> }

/** Makes changes of who administers follow each other. Taken before the lock of any account. */
export const lockAdministrators = (tx: Tx) =>
  tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('first-administrator', 0))`)

/**
 * Makes an account an administrator, or a player again, and logs it out everywhere: what was logged in before must not gain a role.
 * False when it was that already. @throws CONFLICT `suspended` for who is to administer and is suspended.
 */
export async function changeRole(tx: Tx, { userId, role, detail }: RoleChange): Promise<boolean> {
  await lockAdministrators(tx)
  if (role === 'admin') await requireUnsuspended(tx, userId)
  const changed = await tx.db
    .update(users)
    .set({ role, secondFactorDueAt: null })
    .where(and(eq(users.id, userId), ne(users.role, role)))
    .returning({ id: users.id })
  if (changed.length === 0) return false
  await endAllAccess(tx, userId)
  if (role === 'player') await endInvitationsBy(tx, userId)
  await tx.audit({
    action: role === 'admin' ? 'user.promoted' : 'user.demoted',
    subject: { type: 'user', id: userId },
    ...(detail ? { detail } : {}),
  })
  await notify(tx, {
    userIds: [userId],
    kind: 'account.role-changed',
    title: role === 'admin' ? 'You are an administrator now' : 'You are no longer an administrator',
    href: role === 'admin' ? '/admin' : '/account',
  })
  return true
}

/** What is left of a suspension that is over is cleared: the rows of administrators have none. */
async function requireUnsuspended(tx: Tx, userId: string): Promise<void> {
  const user = await getUser(tx.db, userId)
  if (!user || user.suspendedAt === null) return
  if (suspensionAt(user, tx.now) !== null)
    throw new GameError('CONFLICT', `${user.callsign} is suspended. Lift the suspension first.`, {
      reason: 'suspended',
    })
  await tx.db
    .update(users)
    .set({ suspendedAt: null, suspendedUntil: null, suspensionText: null })
    .where(eq(users.id, userId))
}

/** The administrator who acts, asked again under the lock. @throws FORBIDDEN for who was demoted in the meantime. */
export async function requireStillAdmin(tx: Tx): Promise<void> {
  const { userId } = requireAdmin(tx)
  await lockAdministrators(tx)
  if ((await getUser(tx.db, userId))?.role !== 'admin')
    throw new GameError('FORBIDDEN', 'You are no longer an administrator.')
}
