import { randomUUID } from 'node:crypto'
import { OPERATOR_LINK_MS } from '#server/domain/identity/account-links.ts'
import { transact, type Ctx } from '../context.ts'
import { writeLink } from './account-link.ts'
import { requireAccountOf } from './require-account-of.ts'

/**
 * Makes a link to a new password for the operator to hand on. It works once, for a day. The password is never known to
 * anybody but the player. @throws FORBIDDEN, NOT_FOUND.
 */
export async function issueResetLink(
  ctx: Ctx,
  input: { who: string },
): Promise<{ callsign: string; url: string }> {
  const account = await requireAccountOf(ctx, input.who)
  const id = randomUUID()
  await transact(ctx, async (tx) => {
    await writeLink(tx, {
      id,
      kind: 'reset-password',
      userId: account.id,
      address: account.email,
      validMs: OPERATOR_LINK_MS,
    })
    await tx.audit({ action: 'user.reset-issued', subject: { type: 'user', id: account.id } })
  })
  return { callsign: account.callsign, url: `${ctx.config.publicUrl}/reset/${ctx.secrets.linkToken(id)}` }
}
