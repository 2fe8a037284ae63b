import { eq, sql } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { planets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getDistrictFigures, type District } from './get-district-figures.ts'
import { readNexus } from './read-nexus.ts'

export type DistrictDetail = District & {
  sampleSectors: { id: number; name: string; security: number; development: number; traffic: number }[]
  samplePorts: { id: number; name: string; portClass: string; sectorId: number }[]
  samplePlanets: { id: number; name: string; planetClass: string; sectorId: number; population: number }[]
}

const SAMPLE = 10

/**
 * One district with samples of up to ten: busiest sectors, ports in busy sectors, most populous planets.
 * @throws NOT_FOUND before the first generation.
 */
export async function getDistrict(
  ctx: Ctx,
  { districtType }: { districtType: DistrictType },
): Promise<DistrictDetail> {
  const detail = await readNexus(ctx, (galaxy) => loadDetail(galaxy, districtType))
  if (!detail) throw notFound('The Central Nexus')
  return detail
}

async function loadDetail(galaxy: GalaxyTransaction, type: DistrictType): Promise<DistrictDetail | null> {
  const district = (await getDistrictFigures(galaxy)).find(({ districtType }) => districtType === type)
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
