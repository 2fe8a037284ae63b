import { and, inArray, isNotNull } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { type District } from '#server/galaxy/api/nexus-calls.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { sumDistricts } from './sum-districts.ts'
import { getNexusState } from './get-nexus-state.ts'

export type NexusStats = {
  totalSectors: number
  totalPorts: number
  totalPlanets: number
  /** Warp gates within the Nexus, and one for each region that is linked to it. */
  totalWarpGates: number
  /** Pilots who are in the Nexus now. */
  activePlayers: number
  /** Arrivals and moves in the last 24 hours. */
  dailyTraffic: number
  districts: District[]
}

/** The Nexus in figures; zeros before the first generation. */
export async function getNexusStats(ctx: Ctx): Promise<NexusStats> {
  const state = await getNexusState(ctx.db)
  if (!state) {
    return {
      totalSectors: 0,
      totalPorts: 0,
      totalPlanets: 0,
      totalWarpGates: 0,
      activePlayers: 0,
      dailyTraffic: 0,
      districts: [],
    }
  }
  const { gates, ...figures } = await galaxyClient(ctx, state.galaxyId).getNexusStats({})
  return {
    ...sumDistricts(figures.districts),
    ...figures,
    totalWarpGates: gates + (await countLinkedRegions(ctx)),
  }
}

const countLinkedRegions = (ctx: Ctx): Promise<number> =>
  ctx.db.$count(
    regions,
    and(
      isNotNull(regions.nexusWarpGateSector),
      inArray(regions.status, ['active', 'grace', 'suspended', 'evacuating']),
    ),
  )
