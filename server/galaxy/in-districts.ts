import { and, or, sql, type SQL } from 'drizzle-orm'
import { type PgColumn } from 'drizzle-orm/pg-core'
import { type DistrictType } from '../domain/galaxy/district-types.ts'
import { districtRange } from '../domain/galaxy/districts.ts'

/** SQL condition: the sector id in `column` lies in one of these districts. */
export function inDistricts(column: PgColumn, districts: readonly DistrictType[]): SQL {
  const ranges = sectorRanges(districts).map(({ from, to }) =>
    and(sql`${column} >= ${from}`, sql`${column} <= ${to}`),
  )
  return or(...ranges) ?? sql`false`
}

/** Sector ids of the districts in as few ranges as possible, because the database compares each row with each range. */
function sectorRanges(districts: readonly DistrictType[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const [from, to] of districts.map(districtRange).sort(([a], [b]) => a - b)) {
    const last = ranges.at(-1)
    if (last && last.to + 1 >= from) last.to = Math.max(last.to, to)
    else ranges.push({ from, to })
  }
  return ranges
}
