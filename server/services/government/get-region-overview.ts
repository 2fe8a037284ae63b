import { and, asc, eq, getTableColumns, gte, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { laws, regionDays } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type LawKind } from '#server/domain/regions/law-kinds.ts'
import { type Ctx } from '../context.ts'
import { winnerNames } from '../elections/winner-names.ts'
import { getRequestTime, withReadCache } from '../once-per-request.ts'
import { oneRow } from '../one-row.ts'
import { getAttentionList, type AttentionItem } from './get-attention-list.ts'
import {
  countPopulation,
  countPublicAffairs,
  type PopulationFigures,
  type PublicAffairs,
} from '../regions/region-counts.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { type Patrols } from '#server/galaxy/api/treasury-calls.ts'
import { getRegionFigures } from '../galaxy/get-region-figures.ts'
import { getRegionPatrols } from './get-region-patrols.ts'
import { requireGovernment, requireRegion } from '../regions/require-region.ts'
import { sharedReading } from '../shared-reading.ts'

const DAYS = 30
const DAY_MS = 86_400_000

export type RegionDay = PopulationFigures & {
  /** UTC calendar day. */
  day: string
  treasury: number
  activity: number
  ballotsCast: number
}

export type RegionOverview = {
  region: { id: string; name: string; displayName: string; status: RegionStatus }
  people: PopulationFigures
  affairs: PublicAffairs
  /** Figures from the region's galaxy; null while it is unavailable. */
  galaxy: {
    sectors: number
    ports: number
    planets: number
    ships: number
    pilotsPresent: number
    treasury: number
    activityToday: number
    tradeVolume30d: number
    totalRevenue: number
  } | null
  /** Patrol levels ordered and paid for; null while the galaxy is unavailable. */
  patrols: Patrols | null
  /** Recorded days among the last 30, oldest first. */
  days: RegionDay[]
  /** Laws enacted in those days, marked on the chart. */
  marks: { at: string; kind: LawKind; title: string; number: number }[]
  /** Elections counted in those days, with the winners' callsigns; null when nobody won. */
  elections: { at: string; position: Position; winners: string | null }[]
  attention: AttentionItem[]
  offices: { position: Position; userId: string; callsign: string; termUntil: string }[]
  owner: { userId: string; callsign: string }
  /** When these figures were read. */
  asOf: string
}

/**
 * The dashboard overview: tiles, the last 30 days, and what needs attention. The whole government sees the same, read once for all.
 * @throws NOT_FOUND to users outside the government.
 */
export async function getRegionOverview(ctx: Ctx, input: { region: string }): Promise<RegionOverview> {
  const { region } = await requireGovernment(ctx, input.region)
  return overviewOf(ctx, region.id)
}

const overviewOf = sharedReading('overview', async (outside, regionId: string): Promise<RegionOverview> => {
  const ctx = withReadCache(outside)
  const region = await requireRegion(ctx, regionId)
  const now = await getRequestTime(ctx, 'now')
  const since = new Date(now.getTime() - (DAYS - 1) * DAY_MS)
  const [galaxy, patrols, people, affairs, days, marks, counted, owner, holders, attention] =
    await Promise.all([
      getRegionFigures(ctx, region),
      getRegionPatrols(ctx, region),
      countPopulation(ctx.db, regionId),
      countPublicAffairs(ctx, regionId),
      recordedDays(ctx.db).execute({ regionId, firstDay: since.toISOString().slice(0, 10) }),
      recentLaws(ctx.db).execute({ regionId, since }),
      recentElections(ctx.db).execute({ regionId, since }),
      ownerOf(ctx.db).execute({ ownerId: region.ownerId }),
      findOfficeHolders(ctx.db, regionId),
      getAttentionList(ctx, region),
    ])
  return {
    region: { id: region.id, name: region.name, displayName: region.displayName, status: region.status },
    people,
    affairs,
    galaxy: galaxy && {
      sectors: galaxy.sectors,
      ports: galaxy.ports,
      planets: galaxy.planets,
      ships: galaxy.ships,
      pilotsPresent: galaxy.pilotsPresent,
      treasury: galaxy.treasury,
      activityToday: galaxy.activityToday,
      tradeVolume30d: galaxy.tradeVolume30d,
      totalRevenue: galaxy.totalRevenue,
    },
    patrols,
    days,
    marks: marks.map((law) => ({ ...law, at: law.at.toISOString() })),
    elections: counted.map((election) => ({ ...election, at: election.at.toISOString() })),
    attention,
    offices: holders.map(({ position, userId, callsign, termUntil }) => ({
      position,
      userId,
      callsign,
      termUntil: termUntil.toISOString(),
    })),
    owner: oneRow(owner),
    asOf: now.toISOString(),
  }
})

const recordedDays = prepared((db) => {
  const { id: _id, regionId: _region, takenAt: _taken, ...figures } = getTableColumns(regionDays)
  return db
    .select(figures)
    .from(regionDays)
    .where(
      and(
        eq(regionDays.regionId, sql.placeholder('regionId')),
        gte(regionDays.day, sql.placeholder('firstDay')),
      ),
    )
    .orderBy(asc(regionDays.day))
    .prepare('recorded_days')
})

const recentLaws = prepared((db) =>
  db
    .select({ at: laws.enactedAt, kind: laws.kind, title: laws.title, number: laws.number })
    .from(laws)
    .where(and(eq(laws.regionId, sql.placeholder('regionId')), gte(laws.enactedAt, sql.placeholder('since'))))
    .orderBy(asc(laws.number))
    .prepare('recent_laws'),
)

const recentElections = prepared((db) =>
  db
    .select({
      at: sql<Date>`${votes.decidedAt}`.mapWith(votes.decidedAt).as('at'),
      position: elections.position,
      winners: sql<string | null>`(${winnerNames})`.as('winners'),
    })
    .from(elections)
    .innerJoin(votes, eq(votes.id, elections.voteId))
    .where(
      and(
        eq(elections.regionId, sql.placeholder('regionId')),
        eq(elections.status, 'completed'),
        gte(votes.decidedAt, sql.placeholder('since')),
      ),
    )
    .orderBy(asc(votes.decidedAt), asc(elections.id))
    .prepare('recent_elections'),
)

const ownerOf = prepared((db) =>
  db
    .select({ userId: users.id, callsign: users.callsign })
    .from(users)
    .where(eq(users.id, sql.placeholder('ownerId')))
    .prepare('owner_of_region'),
)
