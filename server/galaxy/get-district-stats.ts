import { sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { planets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { DISTRICT_TYPES, type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { type District } from './api/nexus-calls.ts'
import { districtRange, DISTRICTS } from '#server/domain/galaxy/districts.ts'

type Stats = {
  district: DistrictType
  sectors: number
  ports: number
  planets: number
  security: number
  development: number
  traffic: number
}

/** All districts with their statistics in canonical order, in one query. */
export async function getDistrictStats(galaxy: GalaxyDb): Promise<District[]> {
  const { rows } = await galaxy.execute<Stats>(sql`
    select ${sectors.district} as district,
      count(*)::int as sectors,
      coalesce(sum(port_count), 0)::int as ports,
      coalesce(sum(planet_count), 0)::int as planets,
      round(avg(${sectors.security}), 1)::float8 as security,
      round(avg(${sectors.development}), 1)::float8 as development,
      round(avg(${sectors.traffic}), 1)::float8 as traffic
    from ${sectors}
    left join (select sector_id, count(*) as port_count from ${ports} group by sector_id) p
      on p.sector_id = ${sectors.id}
    left join (select sector_id, count(*) as planet_count from ${planets} group by sector_id) q
      on q.sector_id = ${sectors.id}
    where ${sectors.district} is not null
    group by ${sectors.district}`)
  const byType = new Map(rows.map((row) => [row.district, row]))
  return DISTRICT_TYPES.flatMap((type) => {
    const row = byType.get(type)
    return row ? [districtView(type, row)] : []
  })
}

const districtView = (type: DistrictType, row: Stats): District => ({
  districtType: type,
  name: DISTRICTS[type].name,
  sectorRange: districtRange(type),
  sectorsCount: row.sectors,
  portsCount: row.ports,
  planetsCount: row.planets,
  securityLevel: row.security,
  developmentLevel: row.development,
  currentTraffic: row.traffic,
  characteristics: [...DISTRICTS[type].characteristics],
})
