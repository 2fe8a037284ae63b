import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { suspendedUntil, type SuspendInput } from '#server/domain/identity/suspension.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { endAllAccess } from '../identity/end-all-access.ts'
import { notify } from '../notifications/notify.ts'
import { lockPlayer } from './lock-player.ts'

/**
 * Suspends an account for some days, or until it is lifted, and logs it out everywhere. What it may still do is one list
 * (server/trpc/for-suspended.ts). A suspension of a suspended account replaces the one before. Memberships, offices and ballots that
 * were cast stay: nobody's government is changed from here (docs/decisions/0047-suspended-accounts.md).
 * @throws FORBIDDEN, NOT_FOUND; CONFLICT `administrator` for administrators, oneself too, who are demoted first.
 */
export async function suspendPlayer(
  ctx: Ctx,
  { userId, reason, text, days }: SuspendInput,
): Promise<{ callsign: string; until: string | null }> {
  return transact(ctx, async (tx) => {
    const player = await lockPlayer(tx, userId)
    if (player.role === 'admin')
      throw new GameError('CONFLICT', 'Administrators cannot be suspended. Demote them first.', {
        reason: 'administrator',
      })
    const end = suspendedUntil(days, tx.now)
    const until = end?.toISOString() ?? null
    await tx.db
      .update(users)
      .set({ suspendedAt: tx.now, suspendedUntil: end, suspensionText: text })
      .where(eq(users.id, userId))
    await endAllAccess(tx, userId)
    await tx.audit({
      action: 'user.suspended',
      subject: { type: 'user', id: userId },
      detail: { reason, text, until },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.suspended',
      title: until === null ? 'Your account is suspended' : `Your account is suspended until ${until}`,
      body: text,
      href: '/account',
    })
    return { callsign: player.callsign, until }
  })
}
