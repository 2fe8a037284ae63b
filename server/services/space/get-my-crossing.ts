import { type Ctx } from '../context.ts'
import { getUnderWay, type UnderWay } from '../custody/under-way.ts'
import { requireUser } from '../require-actor.ts'

/** The crossing that the player is on; null while they are in a galaxy. @throws UNAUTHORIZED. */
export const getMyCrossing = async (ctx: Ctx): Promise<UnderWay | null> =>
  getUnderWay(ctx, requireUser(ctx).userId)
