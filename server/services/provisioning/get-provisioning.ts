import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { toBuildView, type BuildView } from './build-view.ts'
import { getLatestBuild } from './get-latest-build.ts'
import { requireOwnRegion } from './require-own-region.ts'

/** Build progress of a region, for its owner and administrators. @throws UNAUTHORIZED, NOT_FOUND. */
export async function getProvisioning(ctx: Ctx, input: { region: string }): Promise<BuildView> {
  const region = await requireOwnRegion(ctx, input.region)
  const operation = await getLatestBuild(ctx.db, region.id)
  if (!operation) throw notFound('The build of this region')
  return toBuildView(operation)
}
