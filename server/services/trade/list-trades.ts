import { type CursorPaging } from '#server/domain/paging.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

/** The player’s filled orders in the galaxy where they are, newest first. @throws UNAUTHORIZED, CONFLICT `not-present`, UNAVAILABLE. */
export async function listTrades(ctx: Ctx, paging: CursorPaging): Promise<CallOutput<'listTrades'>> {
  const present = await requirePresence(ctx)
  return galaxyClient(ctx, present.galaxyId).listTrades({ ...pilotOf(present), ...paging })
}
