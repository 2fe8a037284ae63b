import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { type DistrictDetail } from '#server/galaxy/api/nexus-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getNexusState } from './get-nexus-state.ts'
import { nexusNotGenerated } from './nexus-not-generated.ts'

/**
 * One district with samples of up to ten: busiest sectors, ports in busy sectors, most populous planets.
 * @throws NOT_FOUND (`nexus-not-generated`) before the first generation.
 */
export async function getDistrict(
  ctx: Ctx,
  { districtType }: { districtType: DistrictType },
): Promise<DistrictDetail> {
  const state = await getNexusState(ctx.db)
  const detail = state && (await galaxyClient(ctx, state.galaxyId).getDistrict({ districtType }))
  if (!detail) throw nexusNotGenerated()
  return detail
}
