import { sha256Hex } from '#server/auth/secrets.ts'
import { RESET_LINK_MS } from '#server/domain/identity/account-links.ts'
import { transact, type Ctx } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { writeLink } from './account-link.ts'
import { getUserByEmail } from './queries.ts'

/**
 * Mails a link to a new password, if the address has an account. Nobody is flooded: what strangers ask for beyond a few an
 * hour is dropped. A repeat writes nothing new.
 */
export async function writePasswordReset(
  ctx: Ctx,
  { requestId, email }: { requestId: string; email: string },
): Promise<void> {
  const user = await getUserByEmail(ctx.db, email)
  if (!user) return
  const { refusal } = await ctx.limits.count('reset-account', sha256Hex(email))
  if (refusal) return
  await transact(ctx, async (tx) => {
    await writeLink(tx, {
      id: requestId,
      kind: 'reset-password',
      userId: user.id,
      address: email,
      validMs: RESET_LINK_MS,
    })
    await queueMail(tx, {
      key: `reset-password:${requestId}`,
      kind: 'reset-password',
      userId: user.id,
      address: email,
      data: { linkId: requestId, callsign: user.callsign },
    })
    await tx.audit({ action: 'user.reset-requested', subject: { type: 'user', id: user.id } })
  })
}
