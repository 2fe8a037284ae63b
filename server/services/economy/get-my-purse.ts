import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/**
 * Credits of the actor in a region; null while its galaxy cannot be reached. @throws UNAUTHORIZED, NOT_FOUND.
 */
export async function getMyPurse(ctx: Ctx, input: { region: string }): Promise<{ credits: number | null }> {
  const { userId } = requireUser(ctx)
  const { region } = await requireReadable(ctx, input.region)
  if (!region.galaxyId) return { credits: null }
  try {
    return await galaxyClient(ctx, region.galaxyId).getPurse({ userId })
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'cannot read a purse')
    return { credits: null }
  }
}
