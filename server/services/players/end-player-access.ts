import { transact, type Ctx } from '../context.ts'
import { endAllAccess } from '../identity/end-all-access.ts'
import { endProgramOf } from '../identity/end-program.ts'
import { endSessionOf } from '../identity/end-session.ts'
import { notify } from '../notifications/notify.ts'
import { lockPlayer } from './lock-player.ts'

type Act = { userId: string; reason: string }

/** Logs a player out everywhere, browsers and programs, and revokes their tokens. @throws FORBIDDEN, NOT_FOUND. */
export async function endPlayerAccess(
  ctx: Ctx,
  { userId, reason }: Act,
): Promise<{ callsign: string; browsers: number }> {
  return transact(ctx, async (tx) => {
    const { callsign } = await lockPlayer(tx, userId)
    const browsers = await endAllAccess(tx, userId)
    await tx.audit({
      action: 'user.access-ended',
      subject: { type: 'user', id: userId },
      detail: { reason, browsers },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.access-ended',
      title: 'An administrator logged you out everywhere',
      body: 'All your browsers and programs were logged out, and your tokens revoked. Log in again, and change your password if somebody else may know it.',
      href: '/account/sessions',
    })
    return { callsign, browsers }
  })
}

/** Logs one browser of a player out. @throws FORBIDDEN; NOT_FOUND for an unknown player, and a session that is over or another's. */
export async function endPlayerSession(
  ctx: Ctx,
  { userId, sessionId, reason }: Act & { sessionId: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockPlayer(tx, userId)
    await endSessionOf(tx, userId, sessionId)
    await tx.audit({
      action: 'user.session-ended',
      subject: { type: 'user', id: userId },
      detail: { reason },
    })
  })
}

/** Logs one program of a player out, or revokes one token. @throws FORBIDDEN; NOT_FOUND as above. */
export async function endPlayerProgram(
  ctx: Ctx,
  { userId, programId, reason }: Act & { programId: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockPlayer(tx, userId)
    const action = await endProgramOf(tx, userId, programId)
    await tx.audit({
      action,
      subject: { type: 'user', id: userId },
      detail: { reason, id: programId },
    })
  })
}
