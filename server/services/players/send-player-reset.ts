import { randomUUID } from 'node:crypto'
import { OPERATOR_LINK_MS, RESET_LINK_MS } from '#server/domain/identity/account-links.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { writeLink } from '../identity/account-link.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { notify } from '../notifications/notify.ts'
import { lockPlayer } from './lock-player.ts'

/**
 * Mails a player a link to a new password. Where the platform sends no mails, the link is returned, once, to be handed on; never
 * that of another administrator, who would otherwise be at the mercy of this one.
 * @throws FORBIDDEN; NOT_FOUND; CONFLICT `administrator`; CONFLICT `unconfirmed` for an address that nobody confirmed.
 */
export async function sendPlayerReset(
  ctx: Ctx,
  { userId, reason }: { userId: string; reason: string },
): Promise<{ callsign: string; url: string | null }> {
  const { sendsMails, publicUrl } = ctx.config
  const id = randomUUID()
  const callsign = await transact(ctx, async (tx) => {
    const player = await lockPlayer(tx, userId)
    if (!sendsMails && player.role === 'admin')
      throw new GameError('CONFLICT', 'The operator resets administrators: npm run admin -- reset', {
        reason: 'administrator',
      })
    if (player.confirmedAt === null)
      throw new GameError('CONFLICT', 'Nobody confirmed this address yet. The player can sign up again.', {
        reason: 'unconfirmed',
      })
    await writeLink(tx, {
      id,
      kind: 'reset-password',
      userId,
      address: player.email,
      validMs: sendsMails ? RESET_LINK_MS : OPERATOR_LINK_MS,
    })
    if (sendsMails)
      await queueMail(tx, {
        key: `reset-password:${id}`,
        kind: 'reset-password',
        userId,
        address: player.email,
        data: { linkId: id, callsign: player.callsign },
      })
    await tx.audit({
      action: 'user.reset-issued',
      subject: { type: 'user', id: userId },
      detail: { reason, by: sendsMails ? 'mail' : 'link' },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'account.reset-issued',
      title: 'An administrator made you a link to a new password',
      body: 'If you did not ask for it, you need not do anything: your password stays as it is until the link is used.',
      href: '/account/sessions',
    })
    return player.callsign
  })
  return { callsign, url: sendsMails ? null : `${publicUrl}/reset/${ctx.secrets.linkToken(id)}` }
}
