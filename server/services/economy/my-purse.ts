import { type Ctx } from '../context.ts'
import { galaxyOf } from '../galaxy/galaxy-of.ts'
import { requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/**
 * What the actor holds in a region; null while its galaxy cannot be reached. @throws UNAUTHORIZED, NOT_FOUND.
 */
export async function myPurse(ctx: Ctx, input: { region: string }): Promise<{ credits: number | null }> {
  const { userId } = requireUser(ctx)
  const { region } = await requireReadable(ctx, input.region)
  if (!region.galaxyId) return { credits: null }
  try {
    return await galaxyOf(ctx, region.galaxyId).purse({ userId })
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'a purse cannot be read')
    return { credits: null }
  }
}
