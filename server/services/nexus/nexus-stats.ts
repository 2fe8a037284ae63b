import { and, count, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm'
import { eventLog, pilots } from '#db/schema/galaxy/presence.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { MOVEMENT_EVENTS } from '../galaxy/movement-events.ts'
import { districtFigures, totalsOf, type District } from './district-figures.ts'
import { readNexus } from './read-nexus.ts'

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

const DAY_MS = 86_400_000

/** The Nexus in figures; zeros before the first generation. */
export async function nexusStats(ctx: Ctx): Promise<NexusStats> {
  const since = new Date((await ctx.clock.now(ctx.db)).getTime() - DAY_MS)
  const figures = await readNexus(ctx, async (galaxy) => {
    const districts = await districtFigures(galaxy)
    const [gates] = await galaxy
      .select({ total: sql<number>`(count(*) / 2)::int` })
      .from(warps)
      .where(eq(warps.kind, 'gate'))
    const [present] = await galaxy.select({ total: count() }).from(pilots).where(eq(pilots.present, true))
    const [moves] = await galaxy
      .select({ total: count() })
      .from(eventLog)
      .where(and(gte(eventLog.at, since), inArray(eventLog.kind, [...MOVEMENT_EVENTS])))
    return {
      ...totalsOf(districts),
      gates: gates?.total ?? 0,
      activePlayers: present?.total ?? 0,
      dailyTraffic: moves?.total ?? 0,
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
  return { ...rest, totalWarpGates: gates + (await linkedRegions(ctx)) }
}

async function linkedRegions(ctx: Ctx): Promise<number> {
  const [linked] = await ctx.db
    .select({ total: count() })
    .from(regions)
    .where(
      and(
        isNotNull(regions.nexusWarpGateSector),
        inArray(regions.status, ['active', 'grace', 'suspended', 'evacuating']),
      ),
    )
  return linked?.total ?? 0
}
