import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { READABLE_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { requirePlace } from './place.ts'

/** A sector from which one travels to another galaxy. */
export type Gate = {
  sectorId: number
  /** Where it leads; null for the Central Nexus. */
  region: { name: string; displayName: string; owner: string; taxRate: number } | null
}

/** The gates of a region, or of `nexus`: several may share a sector. @throws NOT_FOUND when it is not built or closed. */
export async function listGates(ctx: Ctx, input: { region: string }): Promise<Gate[]> {
  const { region } = await requirePlace(ctx, input.region)
  if (region) return region.gateSector === null ? [] : [{ sectorId: region.gateSector, region: null }]
  const rows = await ctx.db
    .select({
      sectorId: regions.nexusWarpGateSector,
      name: regions.name,
      displayName: regions.displayName,
      taxRateBp: regions.taxRateBp,
      owner: users.callsign,
    })
    .from(regions)
    .innerJoin(users, eq(users.id, regions.ownerId))
    .where(and(inArray(regions.status, [...READABLE_STATUSES]), isNotNull(regions.galaxyId)))
    .orderBy(asc(regions.name))
  return rows.flatMap(({ sectorId, taxRateBp, ...region }) =>
    sectorId === null ? [] : [{ sectorId, region: { ...region, taxRate: fromBasisPoints(taxRateBp) } }],
  )
}
