import { and, eq, gte, inArray, sql } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { eventLog, pilots } from '#db/schema/galaxy/presence.ts'
import { planets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { getDistrictStats } from './get-district-stats.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type District, type DistrictDetail } from './api/nexus-calls.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { cacheByVersion } from './cache-by-version.ts'
import { MOVEMENT_EVENTS } from './movement-events.ts'

/** There is one Nexus. */
const cachedDistricts = cacheByVersion<District[]>(1)

/** All districts with their statistics, read once per version. */
export const listDistricts = (
  galaxy: GalaxyCtx,
  { version }: CallInput<'listDistricts'>,
): Promise<CallOutput<'listDistricts'>> =>
  cachedDistricts(galaxy, version, () => readSnapshot(galaxy, getDistrictStats))

const DAY_MS = 86_400_000

export async function getNexusStats(galaxy: GalaxyCtx): Promise<CallOutput<'getNexusStats'>> {
  const since = new Date((await galaxy.clock.now(galaxy.db)).getTime() - DAY_MS)
  return readSnapshot(galaxy, async (tx) => ({
    districts: await getDistrictStats(tx),
    // Each gate is stored as two warps, one per direction.
    gates: (await tx.$count(warps, eq(warps.kind, 'gate'))) / 2,
    activePlayers: await tx.$count(pilots, eq(pilots.present, true)),
    dailyTraffic: await tx.$count(
      eventLog,
      and(gte(eventLog.at, since), inArray(eventLog.kind, [...MOVEMENT_EVENTS])),
    ),
  }))
}

const SAMPLE = 10

/** One district with at most ten of its busiest sectors, of its ports and of its most populous planets. */
export const getDistrict = (
  galaxy: GalaxyCtx,
  { districtType }: CallInput<'getDistrict'>,
): Promise<CallOutput<'getDistrict'>> => readSnapshot(galaxy, (tx) => loadDetail(tx, districtType))

async function loadDetail(galaxy: GalaxyTransaction, type: DistrictType): Promise<DistrictDetail | null> {
  const district = (await getDistrictStats(galaxy)).find(({ districtType }) => districtType === type)
  if (!district) return null
  const here = eq(sectors.district, type)
  return {
    ...district,
    sampleSectors: await galaxy
      .select({
        id: sectors.id,
        name: sectors.name,
        security: sectors.security,
        development: sectors.development,
        traffic: sectors.traffic,
      })
      .from(sectors)
      .where(here)
      .orderBy(sql`${sectors.traffic} desc`, sql`${sectors.development} desc`, sectors.id)
      .limit(SAMPLE),
    samplePorts: await galaxy
      .select({ id: ports.id, name: ports.name, portClass: ports.portClass, sectorId: ports.sectorId })
      .from(ports)
      .innerJoin(sectors, eq(sectors.id, ports.sectorId))
      .where(here)
      .orderBy(sql`${sectors.traffic} desc`, ports.id)
      .limit(SAMPLE),
    samplePlanets: await galaxy
      .select({
        id: planets.id,
        name: planets.name,
        planetClass: planets.planetClass,
        sectorId: planets.sectorId,
        population: planets.population,
      })
      .from(planets)
      .innerJoin(sectors, eq(sectors.id, planets.sectorId))
      .where(here)
      .orderBy(sql`${planets.population} desc`, planets.id)
      .limit(SAMPLE),
  }
}
