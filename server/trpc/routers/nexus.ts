import { z } from 'zod'
import {
  districtTypeSchema,
  generateNexusInput,
  regenerateDistrictInput,
} from '#server/domain/nexus/inputs.ts'
import { cancelGeneration } from '#server/services/nexus/cancel-generation.ts'
import { getDistrict } from '#server/services/nexus/get-district.ts'
import { listDistricts } from '#server/services/nexus/list-districts.ts'
import { getNexusOverview } from '#server/services/nexus/get-nexus-overview.ts'
import { getNexusProgress } from '#server/services/nexus/get-nexus-progress.ts'
import { getNexusMap } from '#server/services/nexus/get-nexus-map.ts'
import { getNexusStats } from '#server/services/nexus/get-nexus-stats.ts'
import { getNexusStatus } from '#server/services/nexus/get-nexus-status.ts'
import { regenerateDistrict } from '#server/services/nexus/regenerate-district.ts'
import { requestGeneration } from '#server/services/nexus/request-generation.ts'
import { router } from '../init.ts'
import { adminProcedure, publicProcedure } from '../procedures.ts'

export const nexusRouter = router({
  status: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/nexus/status',
        tag: 'nexus',
        summary: 'The Central Nexus and its running generation',
        answer: 'NexusStatus',
      },
    })
    .query(({ ctx }) => getNexusStatus(ctx.service)),
  stats: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/nexus/stats',
        tag: 'nexus',
        summary: 'The Central Nexus in figures',
        answer: 'NexusStats',
      },
    })
    .query(({ ctx }) => getNexusStats(ctx.service)),
  districts: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/nexus/districts',
        tag: 'nexus',
        summary: 'The ten districts',
        answer: 'DistrictList',
      },
    })
    .query(({ ctx }) => listDistricts(ctx.service)),
  district: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/nexus/districts/{districtType}',
        tag: 'nexus',
        summary: 'One district with samples',
        answer: 'DistrictDetail',
      },
    })
    .input(z.object({ districtType: districtTypeSchema }))
    .query(({ ctx, input }) => getDistrict(ctx.service, input)),
  map: publicProcedure.query(({ ctx }) => getNexusMap(ctx.service)),
  progress: publicProcedure.query(({ ctx }) => getNexusProgress(ctx.service)),
  overview: adminProcedure.query(({ ctx }) => getNexusOverview(ctx.service)),
  generate: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/nexus/generate',
        tag: 'nexus',
        summary: 'Generate the Central Nexus',
        answer: 'Generation',
      },
    })
    .input(generateNexusInput)
    .mutation(({ ctx, input }) => requestGeneration(ctx.service, input)),
  regenerateDistrict: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/nexus/districts/{districtType}/regenerate',
        tag: 'nexus',
        summary: 'Regenerate one district',
        answer: 'Generation',
      },
    })
    .input(regenerateDistrictInput)
    .mutation(({ ctx, input }) => regenerateDistrict(ctx.service, input)),
  cancel: adminProcedure.mutation(({ ctx }) => cancelGeneration(ctx.service)),
})
