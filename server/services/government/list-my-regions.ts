import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { findGovernedRegions } from '../regions/region-rows.ts'

export type GovernedRegion = {
  id: string
  name: string
  displayName: string
  status: RegionStatus
  governanceType: GovernanceType
  aestheticTheme: Theme
  isOwner: boolean
}

/** Regions that the user owns or holds an office in, owned ones first. For the region switcher. */
export async function listMyRegions(ctx: Ctx): Promise<GovernedRegion[]> {
  const { userId } = requireUser(ctx)
  const rows = await findGovernedRegions(ctx.db, userId)
  return rows.map((region) => ({
    id: region.id,
    name: region.name,
    displayName: region.displayName,
    status: region.status,
    governanceType: region.governanceType,
    aestheticTheme: region.theme,
    isOwner: region.ownerId === userId,
  }))
}
