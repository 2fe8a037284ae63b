import { type CursorPaging } from '#server/domain/paging.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

/** Everything that moved the player’s purse in the galaxy where they are, newest first. @throws UNAUTHORIZED, CONFLICT `not-present`, UNAVAILABLE. */
export async function getLog(ctx: Ctx, paging: CursorPaging): Promise<CallOutput<'getLog'>> {
  const present = await requirePresence(ctx)
  return galaxyClient(ctx, present.galaxyId).getLog({ ...pilotOf(present), ...paging })
}
