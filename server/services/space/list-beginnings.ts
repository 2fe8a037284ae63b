import { and, asc, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type Ctx } from '../context.ts'
import { isActivePilot } from '../custody/active-pilots.ts'
import { hasRoom } from '../custody/room.ts'
import { requireUser } from '../require-actor.ts'
import { getNexusState } from '../nexus/get-nexus-state.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { NEXUS_REF } from './place.ts'

export type Beginnings = {
  nexus: boolean
  /** Where to start unless somebody chooses: a region's name, or `nexus`; null where nothing is open. */
  suggested: string | null
  /** Why nobody can start in the region that they came by; null where they can. */
  refusal: string | null
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

/**
 * Where a newcomer can start: the Nexus, and the open regions, the suggested one first, then those with the most members. Suggested is
 * the region that they came by, else the one with the most active pilots, else the Nexus; never one that is full for them. @throws UNAUTHORIZED.
 */
export async function listBeginnings(
  ctx: Ctx,
  input: { region?: string | undefined } = {},
): Promise<Beginnings> {
  const { userId } = requireUser(ctx)
  const nexus = (await getNexusState(ctx.db)) !== null
  const wished = await getOpenRegion(ctx, input.region)
  const room = wished && (await hasRoom(ctx, wished, userId))
  const suggested =
    (room?.ok ? wished?.name : null) ?? (await busiestRegion(ctx, userId)) ?? (nexus ? NEXUS_REF : null)
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
    refusal: room?.ok === false ? room.message : null,
    regions: rows.map(({ taxRateBp, ...region }) => ({ ...region, taxRate: fromBasisPoints(taxRateBp) })),
  }
}

const isOpen = and(inArray(regions.status, OPEN_STATUSES), isNotNull(regions.galaxyId))

async function getOpenRegion(ctx: Ctx, name: string | undefined): Promise<RegionRow | null> {
  if (name === undefined) return null
  const [region] = await ctx.db
    .select()
    .from(regions)
    .where(and(isOpen, eq(regions.name, name)))
  return region ?? null
}

/** The open region with the most active pilots among those with room for one more. */
async function busiestRegion(ctx: Ctx, userId: string): Promise<string | null> {
  const busiest = await ctx.db
    .select({ region: regions })
    .from(regions)
    .innerJoin(whereabouts, eq(whereabouts.galaxyId, regions.galaxyId))
    .where(and(isOpen, isActivePilot(ctx, await ctx.clock.now(ctx.db))))
    .groupBy(regions.id)
    .orderBy(desc(count()), asc(regions.name))
    .limit(SHOWN)
  for (const { region } of busiest) if ((await hasRoom(ctx, region, userId)).ok) return region.name
  return null
}
