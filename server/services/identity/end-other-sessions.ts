import { transact, type Ctx } from '../context.ts'
import { requireProof } from '../require-proof.ts'
import { endAccessElsewhere } from './end-access-elsewhere.ts'

/**
 * Logs out all other browsers (all browsers when a program asks) and all programs, whose access tokens end at once too. Returns how many
 * browsers were logged out. Whoever has just logged in is not asked who they are.
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`.
 */
export async function endOtherSessions(
  ctx: Ctx,
  input: { sessionId: string | null },
): Promise<{ ended: number }> {
  const { userId } = await requireProof(ctx)
  return transact(ctx, async (tx) => ({ ended: await endAccessElsewhere(tx, { ...input, userId }) }))
}
