import { and, eq, ne } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireAccountOf } from './require-account-of.ts'
import { endAllAccess } from './end-all-access.ts'

/**
 * Makes an account an administrator, or a player again. It is logged out everywhere: what was logged in before must not gain a role. `changed` is false when it was that
 * already. @throws FORBIDDEN, NOT_FOUND.
 */
export async function setRole(
  ctx: Ctx,
  input: { who: string; role: 'player' | 'admin' },
): Promise<{ callsign: string; changed: boolean }> {
  const { role } = input
  const { id, callsign } = await requireAccountOf(ctx, input.who)
  return transact(ctx, async (tx) => {
    const changed = await tx.db
      .update(users)
      .set({ role })
      .where(and(eq(users.id, id), ne(users.role, role)))
      .returning({ id: users.id })
    if (changed.length === 0) return { callsign, changed: false }
    await endAllAccess(tx, id)
    await tx.audit({
      action: role === 'admin' ? 'user.promoted' : 'user.demoted',
      subject: { type: 'user', id },
    })
    await notify(tx, {
      userIds: [id],
      kind: 'account.role-changed',
      title: role === 'admin' ? 'You are an administrator now' : 'You are no longer an administrator',
      href: role === 'admin' ? '/admin' : '/account',
    })
    return { callsign, changed: true }
  })
}
