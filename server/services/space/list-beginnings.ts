import { and, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { getNexusState } from '../nexus/get-nexus-state.ts'

export type Beginnings = {
  nexus: boolean
  regions: {
    name: string
    displayName: string
    motto: string
    governanceType: GovernanceType
    /** Fraction of a sale's proceeds. */
    taxRate: number
    members: number
    theme: Theme
  }[]
}

const SHOWN = 12

/** Where a newcomer can start: the Nexus, and the open regions with the most members. @throws UNAUTHORIZED. */
export async function listBeginnings(ctx: Ctx): Promise<Beginnings> {
  requireUser(ctx)
  const members = count(memberships.userId)
  const rows = await ctx.db
    .select({
      name: regions.name,
      displayName: regions.displayName,
      motto: regions.motto,
      governanceType: regions.governanceType,
      taxRateBp: regions.taxRateBp,
      theme: regions.theme,
      members,
    })
    .from(regions)
    .leftJoin(memberships, eq(memberships.regionId, regions.id))
    .where(and(inArray(regions.status, OPEN_STATUSES), isNotNull(regions.galaxyId)))
    .groupBy(regions.id)
    .orderBy(desc(members), sql`${regions.name}`)
    .limit(SHOWN)
  return {
    nexus: (await getNexusState(ctx.db)) !== null,
    regions: rows.map(({ taxRateBp, ...region }) => ({ ...region, taxRate: fromBasisPoints(taxRateBp) })),
  }
}
