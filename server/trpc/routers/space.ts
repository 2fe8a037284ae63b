import { z } from 'zod'
import { pagingFields } from '#server/domain/paging.ts'
import { listBeginnings } from '#server/services/space/list-beginnings.ts'
import { enterRegion } from '#server/services/space/enter-region.ts'
import { movePilot } from '#server/services/space/move-pilot.ts'
import { getMySector } from '#server/services/space/get-my-sector.ts'
import { getRegionMap } from '#server/services/space/get-region-map.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

/** The Nexus is the largest galaxy there is. */
const SECTOR_BOUND = `Sectors count from 1 to ${NEXUS_SECTORS} at most.`
const toSector = z.int('A sector is a whole number.').min(1, SECTOR_BOUND).max(NEXUS_SECTORS, SECTOR_BOUND)
const region = z.string().min(1).max(64)

export const spaceRouter = router({
  beginnings: playerProcedure.query(({ ctx }) => listBeginnings(ctx.service)),
  mySector: playerProcedure
    .input(z.object({ pilotsPage: pagingFields.page, routeTo: toSector.optional() }).prefault({}))
    .query(({ ctx, input }) => getMySector(ctx.service, input)),
  map: publicProcedure
    .input(z.object({ region }))
    .query(({ ctx, input }) => getRegionMap(ctx.service, input)),
  enter: playerProcedure
    .input(z.object({ region }))
    .mutation(({ ctx, input }) => enterRegion(ctx.service, input)),
  move: playerProcedure
    .input(z.object({ toSector }))
    .mutation(({ ctx, input }) => movePilot(ctx.service, input)),
})
