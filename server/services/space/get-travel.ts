import { type Ctx } from '../context.ts'
import { getUnderWay, type UnderWay } from '../custody/under-way.ts'
import { requireUser } from '../require-actor.ts'
import { type PassageView } from './passages-at.ts'
import { requireMySector } from './require-my-sector.ts'

export type TravelView = {
  /** The crossing that the player is on; null while they are in a galaxy. */
  underWay: UnderWay | null
  /** The passages that begin where they are. */
  passages: PassageView[]
}

/** Where the player is going, or where they could go from here. @throws UNAUTHORIZED, CONFLICT `not-present`. */
export async function getTravel(ctx: Ctx): Promise<TravelView> {
  const underWay = await getUnderWay(ctx, requireUser(ctx).userId)
  if (underWay) return { underWay, passages: [] }
  const { passages } = await requireMySector(ctx)
  return { underWay: null, passages }
}
