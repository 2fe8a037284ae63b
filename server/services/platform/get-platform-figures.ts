import { desc, eq, inArray, sql } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { nexusState } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type Ctx } from '../context.ts'

export type FeaturedRegion = {
  name: string
  displayName: string
  motto: string
  governanceType: GovernanceType
  /** Fraction. */
  taxRate: number
  citizens: number
  aestheticTheme: Theme
}

export type PlatformFigures = {
  regions: number
  pilots: number
  /** Sectors of the open regions, and of the Nexus once it is generated. */
  sectors: number
  /** Policies and elections with voting in progress. */
  openVotes: number
  /** The open regions with the most citizens, at most three. */
  featured: FeaturedRegion[]
  at: string
}

const FEATURED = 3

/** Figures for the landing page, always counted, never estimated. Public. */
export async function getPlatformFigures(ctx: Ctx): Promise<PlatformFigures> {
  const isOpen = inArray(regions.status, OPEN_STATUSES)
  const [territory, pilots, nexus, policyVotes, electionVotes, featured] = await Promise.all([
    ctx.db.select({ sectors: regions.totalSectors }).from(regions).where(isOpen),
    ctx.db.$count(users),
    ctx.db.$count(nexusState),
    ctx.db.$count(policies, eq(policies.status, 'voting')),
    ctx.db.$count(elections, eq(elections.status, 'active')),
    findFeaturedRegions(ctx),
  ])
  return {
    regions: territory.length,
    pilots,
    sectors: territory.reduce((total, { sectors }) => total + sectors, nexus * NEXUS_SECTORS),
    openVotes: policyVotes + electionVotes,
    featured,
    at: (await ctx.clock.now(ctx.db)).toISOString(),
  }
}

async function findFeaturedRegions(ctx: Ctx): Promise<FeaturedRegion[]> {
  const citizens = sql<number>`count(*) filter (where ${memberships.type} = 'citizen')`.mapWith(Number)
  const rows = await ctx.db
    .select({ region: regions, citizens })
    .from(regions)
    .leftJoin(memberships, eq(memberships.regionId, regions.id))
    .where(inArray(regions.status, OPEN_STATUSES))
    .groupBy(regions.id)
    .orderBy(desc(citizens), regions.name)
    .limit(FEATURED)
  return rows.map(({ region, citizens: all }) => ({
    name: region.name,
    displayName: region.displayName,
    motto: region.motto,
    governanceType: region.governanceType,
    taxRate: region.taxRateBp / 10_000,
    citizens: all,
    aestheticTheme: region.theme,
  }))
}
