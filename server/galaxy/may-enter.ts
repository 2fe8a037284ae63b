import { type GalaxyDb } from '#db/client.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { type MayEnter } from '#server/domain/galaxy/route-finding.ts'
import { sectorFilter, type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { getPatrols } from './get-patrols.ts'
import { requireLocalLaw } from './require-local-law.ts'

/**
 * Which sectors a route may enter, by the law and the patrols of this moment; undefined where all. `regionId` is null in the Nexus.
 * @throws UNAVAILABLE before the galaxy has its law.
 */
export async function mayEnterBy(
  db: GalaxyDb,
  filter: RouteFilter,
  regionId: string | null,
  now: Date,
): Promise<MayEnter | undefined> {
  if (!filter.avoidsFights && filter.lowestSecurity <= 1) return undefined
  const law = regionId === null ? null : await requireLocalLaw(db, regionId)
  const patrols = law ? await getPatrols(db, law.defenseLevel, now) : null
  const safety = { pvpRule: law?.pvpRule ?? null, patrolsOnDuty: patrols?.onDuty ?? 0 }
  const levels = await db
    .select({ id: sectors.id, security: sectors.security, zone: sectors.zone })
    .from(sectors)
  return sectorFilter(filter, levels, safety)
}
