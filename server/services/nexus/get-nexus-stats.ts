import { and, eq, gte, inArray, isNotNull } from 'drizzle-orm'
import { eventLog, pilots } from '#db/schema/galaxy/presence.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { MOVEMENT_EVENTS } from '../galaxy/movement-events.ts'
import { getDistrictFigures, sumDistricts, type District } from './get-district-figures.ts'
import { readNexus } from './read-nexus.ts'

export type NexusStats = {
  totalSectors: number
  totalPorts: number
  totalPlanets: number
  /** Warp gates inside the Nexus, plus one for each linked region. */
  totalWarpGates: number
  /** Pilots currently in the Nexus. */
  activePlayers: number
  /** Arrivals and moves in the last 24 hours. */
  dailyTraffic: number
  districts: District[]
}

const DAY_MS = 86_400_000

/** Statistics of the Nexus; zeros before the first generation. */
export async function getNexusStats(ctx: Ctx): Promise<NexusStats> {
  const since = new Date((await ctx.clock.now(ctx.db)).getTime() - DAY_MS)
  const figures = await readNexus(ctx, async (galaxy) => {
    const districts = await getDistrictFigures(galaxy)
    return {
      ...sumDistricts(districts),
      // A gate consists of two warps, one in each direction.
      gates: (await galaxy.$count(warps, eq(warps.kind, 'gate'))) / 2,
      activePlayers: await galaxy.$count(pilots, eq(pilots.present, true)),
      dailyTraffic: await galaxy.$count(
        eventLog,
        and(gte(eventLog.at, since), inArray(eventLog.kind, [...MOVEMENT_EVENTS])),
      ),
      districts,
    }
  })
  if (!figures) {
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
  const { gates, ...rest } = figures
  return { ...rest, totalWarpGates: gates + (await countLinkedRegions(ctx)) }
}

const countLinkedRegions = (ctx: Ctx): Promise<number> =>
  ctx.db.$count(
    regions,
    and(
      isNotNull(regions.nexusWarpGateSector),
      inArray(regions.status, ['active', 'grace', 'suspended', 'evacuating']),
    ),
  )
