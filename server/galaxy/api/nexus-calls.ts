import { z } from 'zod'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS, nothing } from './call.ts'

const district = z.object({
  districtType: z.enum(DISTRICT_TYPES),
  name: z.string(),
  sectorRange: z.tuple([z.int(), z.int()]),
  sectorsCount: count,
  portsCount: count,
  planetsCount: count,
  securityLevel: z.number(),
  developmentLevel: z.number(),
  currentTraffic: z.number(),
  characteristics: z.array(z.string()),
})
/** A district. Levels are averages with one decimal, 1–10. */
export type District = z.infer<typeof district>

const districtDetail = district.extend({
  sampleSectors: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      security: z.int(),
      development: z.int(),
      traffic: z.int(),
    }),
  ),
  samplePorts: z.array(z.object({ id: z.int(), name: z.string(), portClass: z.string(), sectorId: z.int() })),
  samplePlanets: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      planetClass: z.string(),
      sectorId: z.int(),
      population: z.int(),
    }),
  ),
})
export type DistrictDetail = z.infer<typeof districtDetail>

export const NEXUS_CALLS = {
  /** All districts of the Nexus with their statistics, read once per version. */
  listDistricts: call(z.object({ version: z.int() }), z.array(district), { deadlineMs: LONG_DEADLINE_MS }),
  /** One district with samples of its sectors, ports and planets; null if there is no such district. */
  getDistrict: call(z.object({ districtType: z.enum(DISTRICT_TYPES) }), districtDetail.nullable(), {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  /** Current statistics of the Nexus. */
  getNexusStats: call(
    nothing,
    z.object({ districts: z.array(district), gates: count, activePlayers: count, dailyTraffic: count }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
} as const
