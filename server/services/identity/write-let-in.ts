import { LET_IN_LINK_MS } from '#server/domain/identity/account-links.ts'
import { transact, type Ctx } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { writeLink } from './account-link.ts'
import { getUserByEmail } from './queries.ts'

/** Mails the link that lets a browser in, if the address has an account. A repeat writes nothing new. */
export async function writeLetIn(
  ctx: Ctx,
  { requestId, email }: { requestId: string; email: string },
): Promise<void> {
  const user = await getUserByEmail(ctx.db, email)
  if (!user) return
  const link = { kind: 'let-in', userId: user.id, address: email } as const
  await transact(ctx, async (tx) => {
    await writeLink(tx, { ...link, id: requestId, validMs: LET_IN_LINK_MS })
    await queueMail(tx, {
      ...link,
      key: `let-in:${requestId}`,
      data: { linkId: requestId, callsign: user.callsign },
    })
    await tx.audit({ action: 'user.let-in-offered', subject: { type: 'user', id: user.id } })
  })
}
