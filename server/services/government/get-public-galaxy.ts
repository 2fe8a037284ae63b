import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { DISTRICTS } from '#server/domain/galaxy/districts.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { type GalaxyRegion, type PublicGalaxy } from '#server/domain/government/galaxy-wire.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { getGatePositions, type GatePositions } from '../nexus/gate-positions.ts'
import { getNexusState } from '../nexus/get-nexus-state.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { sharedReading } from '../shared-reading.ts'
import { listHappenings } from './list-happenings.ts'

/** More would not fit on a map. */
const MOST_REGIONS = 500
const MOST_HAPPENINGS = 12
const NO_TRADE = { credits: 0, orders: 0 }

/** The Nexus, the open regions at its gates, and what happened last: what everybody may see, and nothing else. */
export const getPublicGalaxy = sharedReading('public-galaxy', async (ctx): Promise<PublicGalaxy> => {
  const now = await ctx.clock.now(ctx.db)
  const tradeDay = isoDay(utcDay(now) - 1)
  const [state, rows, totalRegions, votesOf, tradeOf, happenings] = await Promise.all([
    getNexusState(ctx.db),
    findOpenRegions(ctx.db),
    ctx.db.$count(regions, inArray(regions.status, OPEN_STATUSES)),
    countOpenVotes(ctx.db),
    sumTrade(ctx.db, tradeDay),
    listHappenings(ctx.db, MOST_HAPPENINGS),
  ])
  const positions = state ? await getGatePositions(ctx, state) : null
  return {
    at: now.toISOString(),
    tradeDay,
    nexus: state && {
      districts: DISTRICT_TYPES.map((districtType) => {
        const { name, sectors } = DISTRICTS[districtType]
        return { districtType, name, sectors }
      }),
      openVotes: votesOf.get(null) ?? 0,
      tradeOfDay: tradeOf.get(state.galaxyId) ?? NO_TRADE,
    },
    regions: rows.map(({ region, citizens }) => ({
      ...publicFacts(region),
      citizenCount: citizens,
      openVotes: votesOf.get(region.id) ?? 0,
      tradeOfDay: tradeOf.get(region.galaxyId ?? '') ?? NO_TRADE,
      gate: gateOf(region, positions),
    })),
    totalRegions,
    happenings,
  }
})

const publicFacts = (region: RegionRow) => ({
  id: region.id,
  name: region.name,
  displayName: region.displayName,
  motto: region.motto,
  governanceType: region.governanceType,
  taxRate: fromBasisPoints(region.taxRateBp),
  aestheticTheme: region.theme,
})

const gateOf = (
  { nexusWarpGateSector: sectorId }: RegionRow,
  positions: GatePositions | null,
): GalaxyRegion['gate'] =>
  sectorId === null || positions === null ? null : { sectorId, position: positions.get(sectorId) ?? null }

async function findOpenRegions(db: Queryable): Promise<{ region: RegionRow; citizens: number }[]> {
  const citizens = sql<number>`count(*) filter (where ${memberships.type} = 'citizen')`.mapWith(Number)
  return db
    .select({ region: regions, citizens })
    .from(regions)
    .leftJoin(memberships, eq(memberships.regionId, regions.id))
    .where(inArray(regions.status, OPEN_STATUSES))
    .groupBy(regions.id)
    .orderBy(desc(citizens), regions.name)
    .limit(MOST_REGIONS)
}

/** By region; of the Galactic Council under null. What else is voted on is told to members only. */
async function countOpenVotes(db: Queryable): Promise<Map<string | null, number>> {
  const rows = await db
    .select({ regionId: votes.regionId, open: count() })
    .from(votes)
    .where(and(eq(votes.state, 'open'), inArray(votes.kind, ['policy', 'election', 'council'])))
    .groupBy(votes.regionId)
  return new Map(rows.map(({ regionId, open }) => [regionId, open]))
}

/**
 * By galaxy, of a day that is over: a figure that rose with each trade would tell who compares it with pilots' public records where
 * somebody is now.
 */
async function sumTrade(
  db: Queryable,
  day: string,
): Promise<Map<string, { credits: number; orders: number }>> {
  const { galaxyId, salesNet, purchasesNet, trades } = collectedPilotDays
  const rows = await db
    .select({
      galaxyId,
      credits: sql<number>`sum(${salesNet} + ${purchasesNet})`.mapWith(Number),
      orders: sql<number>`sum(${trades})`.mapWith(Number),
    })
    .from(collectedPilotDays)
    .where(eq(collectedPilotDays.day, day))
    .groupBy(galaxyId)
  return new Map(rows.map(({ galaxyId: id, ...trade }) => [id, trade]))
}
