import { eq } from 'drizzle-orm'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { type DismissMessageInput } from '#server/domain/galaxy/dismiss-message-input.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { requireSettleable } from './require-settleable.ts'
import { applyFollowers } from './set-aside.ts'

/**
 * Gives a message up that cannot be applied; those that waited behind it are applied. The audit log keeps the reason and the whole
 * message. Administrators only. @throws NOT_FOUND, CONFLICT `waits-behind`.
 */
export async function dismissSetAsideMessage(
  ctx: Ctx,
  { messageId, reason }: DismissMessageInput,
): Promise<{ applied: number }> {
  requireAdmin(ctx)
  const row = await transact(ctx, async (tx) => {
    const settled = await requireSettleable(tx, messageId)
    const [gone] = await tx.db
      .delete(setAsideMessages)
      .where(eq(setAsideMessages.id, messageId))
      .returning({ id: setAsideMessages.id })
    if (!gone) throw notFound('This message')
    await tx.audit({
      action: 'message.dismissed',
      subject: { type: 'message', id: messageId },
      detail: { reason, message: settled.message },
    })
    return settled
  })
  return { applied: await applyFollowers(ctx, row) }
}
