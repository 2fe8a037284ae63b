import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { type Visitor } from './password-attempt.ts'
import { getUserByEmail } from './queries.ts'
import { requireAccount } from './require-account.ts'
import { writeConfirmation } from './write-confirmation.ts'

/**
 * Mails the user the link again that confirms their address.
 * @throws UNAUTHORIZED; CONFLICT `confirmed` when there is nothing to confirm; TOO_MANY_REQUESTS after a few a day.
 */
export async function sendConfirmation(ctx: Ctx, visitor: Pick<Visitor, 'ipAddress'>): Promise<void> {
  const waiting = await requireAccount(ctx)
  if (waiting.confirmedAt !== null)
    throw new GameError('CONFLICT', 'Your address is confirmed.', { reason: 'confirmed' })
  await ctx.limits.take('confirm-user', waiting.id)
  await transact(ctx, async (tx) => {
    const holder = await getUserByEmail(tx.db, waiting.email)
    await writeConfirmation(tx, { waiting, holder, visitor })
    await tx.audit({ action: 'user.confirmation-sent', subject: { type: 'user', id: waiting.id } })
  })
}
