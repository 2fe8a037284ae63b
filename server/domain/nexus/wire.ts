import { z } from 'zod'
import { operationWire } from '../operations/wire.ts'
import { count } from '../wire-fields.ts'
import { DISTRICT_TYPES } from '../galaxy/district-types.ts'

export const nexusStatusWire = z.object({
  exists: z.boolean(),
  status: z.enum(['not_generated', 'active']),
  nexusId: z.uuid().nullable(),
  createdAt: z.iso.datetime().nullable(),
  generatedAt: z.iso.datetime().nullable(),
  version: count,
  totalSectors: count,
  totalPorts: count,
  totalPlanets: count,
  governanceType: z.literal('council'),
  economicSpecialization: z.string().nullable(),
  job: operationWire.nullable(),
})

const districtFields = {
  districtType: z.enum(DISTRICT_TYPES),
  name: z.string(),
  sectorRange: z.array(count).length(2),
  sectorsCount: count,
  portsCount: count,
  planetsCount: count,
  securityLevel: z.number().min(0),
  developmentLevel: z.number(),
  currentTraffic: z.number(),
  characteristics: z.array(z.string()),
}
export const districtWire = z.object(districtFields)

export const districtDetailWire = z.object({
  ...districtFields,
  sampleSectors: z.array(
    z.object({
      id: count,
      name: z.string(),
      security: count,
      development: count,
      traffic: count,
    }),
  ),
  samplePorts: z.array(z.object({ id: count, name: z.string(), portClass: z.string(), sectorId: count })),
  samplePlanets: z.array(
    z.object({
      id: count,
      name: z.string(),
      planetClass: z.string(),
      sectorId: count,
      population: count,
    }),
  ),
})

export const nexusStatsWire = z.object({
  totalSectors: count,
  totalPorts: count,
  totalPlanets: count,
  totalWarpGates: count,
  activePlayers: count,
  dailyTraffic: count,
  districts: z.array(districtWire),
})

const counts = z.object({ added: count, removed: count, changed: count, unchanged: count })
const holding = z.object({ id: count, name: z.string(), sectorId: count, owner: z.string() })
export const generationWire = z.object({
  message: z.string(),
  taskId: z.uuid().nullable(),
  preview: z
    .object({
      seed: z.string(),
      firstGeneration: z.boolean(),
      preservePlayerData: z.boolean(),
      changes: z.array(
        z.object({
          district: z.enum(DISTRICT_TYPES),
          sectors: counts,
          warps: counts,
          ports: counts,
          planets: counts,
        }),
      ),
      ownedPorts: z.array(holding),
      ownedPlanets: z.array(holding),
      pilots: z.array(z.object({ callsign: z.string(), sectorId: count })),
    })
    .optional(),
})
