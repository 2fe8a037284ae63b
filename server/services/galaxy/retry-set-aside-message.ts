import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { requireSettleable } from './require-settleable.ts'
import { applyFollowers, applySetAside } from './set-aside.ts'

/** How many messages were applied, and why the first could not be: null if it was. */
export type Retried = { applied: number; error: string | null }

/**
 * Tries a message that was set aside again, and then those that waited behind it. Administrators only.
 * @throws NOT_FOUND, CONFLICT `waits-behind`.
 */
export async function retrySetAsideMessage(ctx: Ctx, { messageId }: { messageId: string }): Promise<Retried> {
  requireAdmin(ctx)
  const row = await requireSettleable(ctx, messageId)
  const error = await applySetAside(ctx, row)
  if (error !== null) return { applied: 0, error }
  return { applied: 1 + (await applyFollowers(ctx, row)), error: null }
}
