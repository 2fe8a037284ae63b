import { NO_FILTER } from '#server/domain/travel/route-filter.ts'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '#server/services/context.ts'
import { flyRoute } from '#server/services/space/fly-route.ts'
import { planRoute } from '#server/services/space/plan-route.ts'

/** Flies to a sector of the galaxy where the pilot is, in one act. */
export async function flyTo(ctx: Ctx, toSector: number): Promise<void> {
  const { from, legs, mapVersion } = await planRoute(ctx, { toSector, ...NO_FILTER })
  if (legs.length > 0)
    await flyRoute(ctx, { fromSector: from, toSector, mapVersion, maxTurns: null, ...NO_FILTER })
}

/** Does something that the game may refuse: another pilot was faster, the turns are flown or the purse is empty. */
export async function unlessRefused(act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!isGameError(error) || error.code !== 'CONFLICT') throw error
  }
}
