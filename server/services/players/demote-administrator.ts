import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { changeRole, requireStillAdmin } from '../identity/change-role.ts'
import { lockPlayer } from './lock-player.ts'

/**
 * Makes an administrator a player again, oneself too. Of two who demote each other at once the first one does: the other is no
 * administrator any more by then. Invitations that they made end. The last one is demoted by the operator only.
 * @throws FORBIDDEN; NOT_FOUND; CONFLICT `not-administrator`, `last-administrator`.
 */
export async function demoteAdministrator(
  ctx: Ctx,
  { userId, reason }: { userId: string; reason: string },
): Promise<{ callsign: string }> {
  return transact(ctx, async (tx) => {
    await requireStillAdmin(tx)
    const { callsign, role } = await lockPlayer(tx, userId)
    if (role !== 'admin')
      throw new GameError('CONFLICT', `${callsign} is no administrator.`, { reason: 'not-administrator' })
    if ((await tx.db.$count(users, eq(users.role, 'admin'))) === 1)
      throw new GameError('CONFLICT', 'You are the only administrator. Invite another one first.', {
        reason: 'last-administrator',
      })
    await changeRole(tx, { userId, role: 'player', detail: { reason } })
    return { callsign }
  })
}
