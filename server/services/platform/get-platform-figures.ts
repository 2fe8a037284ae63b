import { eq, inArray } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { nexusState } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'

export type PlatformFigures = {
  regions: number
  pilots: number
  /** Sectors of the open regions, and of the Nexus once it is generated. */
  sectors: number
  /** Policies and elections with voting in progress. */
  openVotes: number
  at: string
}

/** Figures for the landing page, always counted, never estimated. Public. */
export async function getPlatformFigures(ctx: Ctx): Promise<PlatformFigures> {
  const isOpen = inArray(regions.status, OPEN_STATUSES)
  const [territory, pilots, nexus, policyVotes, electionVotes] = await Promise.all([
    ctx.db.select({ sectors: regions.totalSectors }).from(regions).where(isOpen),
    ctx.db.$count(users),
    ctx.db.$count(nexusState),
    ctx.db.$count(policies, eq(policies.status, 'voting')),
    ctx.db.$count(elections, eq(elections.status, 'active')),
  ])
  return {
    regions: territory.length,
    pilots,
    sectors: territory.reduce((total, { sectors }) => total + sectors, nexus * NEXUS_SECTORS),
    openVotes: policyVotes + electionVotes,
    at: (await ctx.clock.now(ctx.db)).toISOString(),
  }
}
