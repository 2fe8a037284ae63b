import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { suspensionAt } from '#server/domain/identity/suspension.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { lockPlayer } from './lock-player.ts'

/** Ends a suspension early. @throws FORBIDDEN, NOT_FOUND; CONFLICT `not-suspended`. */
export async function liftSuspension(
  ctx: Ctx,
  { userId, reason }: { userId: string; reason: string },
): Promise<{ callsign: string }> {
  return transact(ctx, async (tx) => {
    const player = await lockPlayer(tx, userId)
    if (suspensionAt(player, tx.now) === null)
      throw new GameError('CONFLICT', `${player.callsign} is not suspended.`, { reason: 'not-suspended' })
    await tx.db
      .update(users)
      .set({ suspendedAt: null, suspendedUntil: null, suspensionText: null })
      .where(eq(users.id, userId))
    await tx.audit({
      action: 'user.suspension-lifted',
      subject: { type: 'user', id: userId },
      detail: { reason },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.suspension-lifted',
      title: 'Your account is no longer suspended',
      href: '/account',
    })
    return { callsign: player.callsign }
  })
}
