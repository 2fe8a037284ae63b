import { and, asc, count, countDistinct, desc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { getNexusState } from '../nexus/get-nexus-state.ts'
import { NEXUS_REF } from './place.ts'

export type Beginnings = {
  nexus: boolean
  /** Where to start unless somebody chooses: a region's name, or `nexus`; null where nothing is open. */
  suggested: string | null
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
const ACTIVE_DAYS = 7

/**
 * Where a newcomer can start: the Nexus, and the open regions, the suggested one first, then those with the most members. Suggested is
 * the region that they came by, else the one with the most pilots of the last seven days, else the Nexus. @throws UNAUTHORIZED.
 */
export async function listBeginnings(
  ctx: Ctx,
  input: { region?: string | undefined } = {},
): Promise<Beginnings> {
  requireUser(ctx)
  const nexus = (await getNexusState(ctx.db)) !== null
  const suggested =
    (await openRegion(ctx, input.region)) ?? (await busiestRegion(ctx)) ?? (nexus ? NEXUS_REF : null)
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
    .where(isOpen)
    .groupBy(regions.id)
    .orderBy(desc(sql`${regions.name} = ${suggested ?? ''}`), desc(members), asc(regions.name))
    .limit(SHOWN)
  return {
    nexus,
    suggested,
    regions: rows.map(({ taxRateBp, ...region }) => ({ ...region, taxRate: fromBasisPoints(taxRateBp) })),
  }
}

const isOpen = and(inArray(regions.status, OPEN_STATUSES), isNotNull(regions.galaxyId))

async function openRegion(ctx: Ctx, name: string | undefined): Promise<string | null> {
  if (name === undefined) return null
  const [region] = await ctx.db
    .select({ name: regions.name })
    .from(regions)
    .where(and(isOpen, eq(regions.name, name)))
  return region?.name ?? null
}

/** The open region where most pilots are who were logged in during the last days. */
async function busiestRegion(ctx: Ctx): Promise<string | null> {
  const now = await ctx.clock.now(ctx.db)
  const pilots = countDistinct(whereabouts.userId)
  const [region] = await ctx.db
    .select({ name: regions.name })
    .from(regions)
    .innerJoin(whereabouts, eq(whereabouts.galaxyId, regions.galaxyId))
    .innerJoin(sessions, eq(sessions.userId, whereabouts.userId))
    .where(and(isOpen, gt(sessions.lastSeenAt, new Date(now.getTime() - ACTIVE_DAYS * DAY_MS))))
    .groupBy(regions.id)
    .orderBy(desc(pilots), asc(regions.name))
    .limit(1)
  return region?.name ?? null
}
