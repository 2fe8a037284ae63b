import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

/** The player has read their log up to a moment. It never goes back. @throws UNAUTHORIZED, CONFLICT `not-present`, UNAVAILABLE. */
export async function markLogRead(ctx: Ctx, { until }: { until: string }): Promise<{ readUntil: string }> {
  const present = await requirePresence(ctx)
  return galaxyClient(ctx, present.galaxyId).markLogRead({ ...pilotOf(present), until })
}
