import { type Ctx } from '../context.ts'
import { benefitsOf, sellsEmblems } from '../regions/benefits-of.ts'
import { getStanding, requireRegion } from '../regions/require-region.ts'

/** What the reader can do about a region's emblem, whether its tier has one of its own, and whether such a tier is sold. @throws NOT_FOUND. */
export async function getEmblemRights(
  ctx: Ctx,
  input: { region: string },
): Promise<{ isOwner: boolean; isAdmin: boolean; isIncluded: boolean; isSold: boolean }> {
  const region = await requireRegion(ctx, input.region)
  const { isOwner, isAdmin } = await getStanding(ctx, region)
  return { isOwner, isAdmin, isIncluded: benefitsOf(ctx, region).emblem, isSold: sellsEmblems(ctx) }
}
