import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { notFound } from '#server/errors.ts'
import { type DistrictDetail } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyOf } from '../galaxy/galaxy-of.ts'
import { getNexusState } from './get-nexus-state.ts'

/**
 * One district with samples of up to ten: busiest sectors, ports in busy sectors, most populous planets.
 * @throws NOT_FOUND before the first generation.
 */
export async function getDistrict(
  ctx: Ctx,
  { districtType }: { districtType: DistrictType },
): Promise<DistrictDetail> {
  const state = await getNexusState(ctx.db)
  const detail = state && (await galaxyOf(ctx, state.galaxyId).district({ districtType }))
  if (!detail) throw notFound('The Central Nexus')
  return detail
}
