import { z } from 'zod'
import { OPERATION_STATUSES } from '#server/domain/operations/operation-status.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import {
  districtTypeSchema,
  generateNexusInput,
  regenerateDistrictInput,
} from '#server/domain/nexus/inputs.ts'
import { cancelGeneration } from '#server/services/nexus/cancel-generation.ts'
import { getDistrict } from '#server/services/nexus/get-district.ts'
import { listDistricts } from '#server/services/nexus/list-districts.ts'
import { getNexusHealth } from '#server/services/nexus/get-nexus-health.ts'
import { getNexusMap } from '#server/services/nexus/get-nexus-map.ts'
import { getNexusStats } from '#server/services/nexus/get-nexus-stats.ts'
import { getNexusStatus } from '#server/services/nexus/get-nexus-status.ts'
import { regenerateDistrict } from '#server/services/nexus/regenerate-district.ts'
import { requestGeneration } from '#server/services/nexus/request-generation.ts'
import { router } from '../init.ts'
import { adminProcedure, publicProcedure } from '../procedures.ts'

const task = z.object({
  taskId: z.uuid(),
  status: z.enum(OPERATION_STATUSES),
  step: z.string(),
  progress: z.int(),
  cancelRequested: z.boolean(),
  error: z.string().nullable(),
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})

const status = z.object({
  exists: z.boolean(),
  status: z.enum(['not_generated', 'active']),
  nexusId: z.uuid().nullable(),
  createdAt: z.iso.datetime().nullable(),
  generatedAt: z.iso.datetime().nullable(),
  version: z.int(),
  totalSectors: z.int(),
  totalPorts: z.int(),
  totalPlanets: z.int(),
  governanceType: z.literal('council'),
  economicSpecialization: z.string().nullable(),
  job: task.nullable(),
})

const districtFields = {
  districtType: z.enum(DISTRICT_TYPES),
  name: z.string(),
  sectorRange: z.array(z.int()).length(2),
  sectorsCount: z.int(),
  portsCount: z.int(),
  planetsCount: z.int(),
  securityLevel: z.number(),
  developmentLevel: z.number(),
  currentTraffic: z.number(),
  characteristics: z.array(z.string()),
}
const district = z.object(districtFields)

const districtDetail = z.object({
  ...districtFields,
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

const stats = z.object({
  totalSectors: z.int(),
  totalPorts: z.int(),
  totalPlanets: z.int(),
  totalWarpGates: z.int(),
  activePlayers: z.int(),
  dailyTraffic: z.int(),
  districts: z.array(district),
})

const counts = z.object({ added: z.int(), removed: z.int(), changed: z.int(), unchanged: z.int() })
const holding = z.object({ id: z.int(), name: z.string(), sectorId: z.int(), owner: z.string() })
const answer = z.object({
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
      pilots: z.array(z.object({ callsign: z.string(), sectorId: z.int() })),
    })
    .optional(),
})

const rest = (method: 'GET' | 'POST', path: `/${string}`, summary: string) => ({
  openapi: { method, path, tags: ['nexus'], summary, protect: method === 'POST' },
})

export const nexusRouter = router({
  status: publicProcedure
    .meta(rest('GET', '/nexus/status', 'The Central Nexus and its running generation'))
    .input(z.void())
    .output(status)
    .query(({ ctx }) => getNexusStatus(ctx.ctx)),
  stats: publicProcedure
    .meta(rest('GET', '/nexus/stats', 'The Central Nexus in figures'))
    .input(z.void())
    .output(stats)
    .query(({ ctx }) => getNexusStats(ctx.ctx)),
  districts: publicProcedure
    .meta(rest('GET', '/nexus/districts', 'The ten districts'))
    .input(z.void())
    .output(z.array(district))
    .query(({ ctx }) => listDistricts(ctx.ctx)),
  district: publicProcedure
    .meta(rest('GET', '/nexus/districts/{districtType}', 'One district with samples'))
    .input(z.object({ districtType: districtTypeSchema }))
    .output(districtDetail)
    .query(({ ctx, input }) => getDistrict(ctx.ctx, input)),
  map: publicProcedure.query(({ ctx }) => getNexusMap(ctx.ctx)),
  health: adminProcedure.query(({ ctx }) => getNexusHealth(ctx.ctx)),
  generate: adminProcedure
    .meta(rest('POST', '/nexus/generate', 'Generate the Central Nexus'))
    .input(generateNexusInput)
    .output(answer)
    .mutation(({ ctx, input }) => requestGeneration(ctx.ctx, input)),
  regenerateDistrict: adminProcedure
    .meta(rest('POST', '/nexus/districts/{districtType}/regenerate', 'Make one district anew'))
    .input(regenerateDistrictInput)
    .output(answer)
    .mutation(({ ctx, input }) => regenerateDistrict(ctx.ctx, input)),
  cancel: adminProcedure.mutation(({ ctx }) => cancelGeneration(ctx.ctx)),
})
