import { eq } from 'drizzle-orm'
import { regionEmblems } from '#db/schema/platform/regions.ts'
import { isReadable } from '#server/domain/regions/region-status.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { emblemUrlOf } from '../regions/emblem-of.ts'
import { requireRegion } from '../regions/require-region.ts'

/** The picture of a region's emblem. @throws NOT_FOUND also where it is not shown. */
export async function getEmblem(
  ctx: Ctx,
  input: { region: string },
): Promise<{ picture: Buffer; hash: string }> {
  const region = await requireRegion(ctx, input.region)
  if (!isReadable(region.status) || emblemUrlOf(ctx, region) === null || region.emblemMark === null)
    throw notFound('This emblem')
  const [emblem] = await ctx.db.select().from(regionEmblems).where(eq(regionEmblems.regionId, region.id))
  if (!emblem) throw notFound('This emblem')
  return { picture: emblem.picture, hash: region.emblemMark }
}
