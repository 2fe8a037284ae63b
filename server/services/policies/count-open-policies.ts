import { type Ctx } from '../context.ts'
import { countPublicAffairs } from '../regions/region-counts.ts'
import { requireParticipant } from '../regions/require-region.ts'

/** How many policies of a region are being voted on, for its members. @throws NOT_FOUND to others. */
export async function countOpenPolicies(ctx: Ctx, input: { region: string }): Promise<number> {
  const { region } = await requireParticipant(ctx, input.region)
  return (await countPublicAffairs(ctx, region.id)).openPolicies
}
