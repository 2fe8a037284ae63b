import { type Ctx } from '../context.ts'
import { requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { balanceOf } from './ledger-account.ts'

/**
 * What the actor holds in a region; null while its galaxy cannot be reached. @throws UNAUTHORIZED, NOT_FOUND.
 */
export async function myPurse(ctx: Ctx, input: { region: string }): Promise<{ credits: number | null }> {
  const { userId } = requireUser(ctx)
  const { region } = await requireReadable(ctx, input.region)
  if (!region.galaxyId) return { credits: null }
  try {
    const credits = await ctx.galaxies.withGalaxy(region.galaxyId, (galaxy) =>
      balanceOf(galaxy, 'purse', userId),
    )
    return { credits }
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'a purse cannot be read')
    return { credits: null }
  }
}
