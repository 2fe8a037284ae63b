import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { chartedSectors } from '#db/schema/galaxy/charting.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { planets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { securityWithPatrols } from '#server/domain/economy/defense-upkeep.ts'
import { MAX_MILLITURNS, settleTurns, WARP_TURNS } from '#server/domain/galaxy/turns.ts'
import { nextRankOf, rankOf, renown } from '#server/domain/ships/ranks.ts'
import { offsetOf, pageCount, type Page, type Paging } from '#server/domain/paging.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { notFound } from '#server/errors.ts'
import { type CallInput } from './galaxy-api.ts'
import { type SectorWarp, type GalaxySector } from './api/sector-calls.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap, type GalaxyMap } from './galaxy-map.ts'
import { encounterOf } from './combat/encounters.ts'
import { getPatrols } from './get-patrols.ts'
import { enter, getPilot, type PilotRow } from './pilots.ts'
import { balanceOf } from './ledger-account.ts'
import { marketLawFor } from './market-law.ts'
import { contractsHere } from './contracts/contracts-here.ts'
import { newsFor } from './news.ts'
import { listPorts } from './list-ports.ts'
import { marketsInSight } from './markets-in-sight.ts'
import { shipOf, shipView } from './ships.ts'
import { planRoute } from './plan-route.ts'
import { suggestFirstRun } from './suggest-first-run.ts'

const PILOTS_PER_PAGE = 50

/** A pilot’s sector with what is in it, on one snapshot, and the route on. @throws NOT_FOUND, UNAVAILABLE before the galaxy has its law. */
export async function getSector(galaxy: GalaxyCtx, input: CallInput<'getSector'>): Promise<GalaxySector> {
  if (input.landing) await enter(galaxy, input)
  // Before the snapshot, which would otherwise hold its connection while the map is read over another.
  const version = input.suggestOn ?? input.watched?.version
  const map = version === undefined ? null : await loadMap(galaxy, version)
  const view = await readSnapshot(galaxy, async (tx) => {
    const present = await getPilot(tx, input)
    if (!present) throw notFound('Your ship')
    return sectorView(tx, present, input, map, await galaxy.clock.now(tx))
  })
  const { routeTo, regionId } = input
  const route = routeTo && (await planRoute(galaxy, view.sector.id, { ...routeTo, regionId }))
  return { ...view, route }
}

async function sectorView(
  tx: GalaxyTransaction,
  pilot: PilotRow,
  { pilotsPage, watched, suggestOn, ...terms }: CallInput<'getSector'>,
  map: GalaxyMap | null,
  now: Date,
): Promise<Omit<GalaxySector, 'route'>> {
  const [sector] = await tx.select().from(sectors).where(eq(sectors.id, pilot.sectorId))
  if (!sector) throw notFound('This sector')
  const account = settleTurns({ milliturns: pilot.milliturns, storedAt: pilot.turnsAt }, now)
  const market = await marketLawFor(tx, terms, now)
  const { law, lawTaxBp } = market
  const aboard = await shipOf(tx, pilot.userId)
  const patrols = law ? await getPatrols(tx, law.defenseLevel, now) : null
  return {
    sector: {
      id: sector.id,
      name: sector.name,
      area: sector.district ?? sector.zone,
      zone: sector.zone,
      security: securityWithPatrols(sector.security, patrols?.onDuty ?? 0),
      securityWithoutPatrols: sector.security,
      patrols,
      development: sector.development,
      traffic: sector.traffic,
    },
    pvpRule: law?.pvpRule ?? null,
    warps: await warpsFrom(tx, pilot),
    ports: (await listPorts(tx, [sector.id], market, now)).map(({ port }) => port),
    contracts: await contractsHere(tx, pilot, now),
    news: await newsFor(tx, sector.id, now),
    tax: { lawRate: fromBasisPoints(lawTaxBp), rate: fromBasisPoints(market.rates.taxRateBp) },
    rates: market.rates,
    planets: await tx
      .select({
        id: planets.id,
        name: planets.name,
        planetClass: planets.planetClass,
        population: planets.population,
        habitability: planets.habitability,
      })
      .from(planets)
      .where(eq(planets.sectorId, sector.id))
      .orderBy(asc(planets.id)),
    pilots: await othersIn(tx, sector.id, pilot.userId, { page: pilotsPage, pageSize: PILOTS_PER_PAGE }),
    watchedInSight:
      map && watched
        ? (await marketsInSight(tx, pilot, { map, law: market, now })).filter((seen) =>
            watched.portIds.includes(seen.port.id),
          )
        : [],
    ship: aboard && shipView(aboard, pilot),
    encounter: await encounterOf(tx, pilot, aboard?.ship ?? null, now),
    purse: await balanceOf(tx, 'purse', pilot.userId),
    pilot: standingOf(pilot),
    firstRun: map && suggestOn !== null ? await suggestFirstRun(tx, pilot, map, market, now) : null,
    turns: {
      milliturns: account.milliturns,
      storedAt: account.storedAt.toISOString(),
      asOf: now.toISOString(),
      maxMilliturns: MAX_MILLITURNS,
    },
  }
}

function standingOf(pilot: PilotRow): GalaxySector['pilot'] {
  const rank = rankOf(pilot.highestRenown)
  const record = {
    ...pilot,
    salesNet: BigInt(pilot.salesNet),
    purchasesNet: BigInt(pilot.purchasesNet),
  }
  return { rank, renown: renown(record), nextRank: nextRankOf(rank) }
}

async function warpsFrom(tx: GalaxyTransaction, { sectorId, userId }: PilotRow): Promise<SectorWarp[]> {
  const back = sql<boolean>`exists (select 1 from ${warps} b where b.from_sector = ${warps.toSector} and b.to_sector = ${warps.fromSector})`
  const port = sql<boolean>`exists (select 1 from ${ports} p where p.sector_id = ${warps.toSector})`
  const charted = sql<boolean>`exists (select 1 from ${chartedSectors} c where c.user_id = ${userId} and c.sector_id = ${warps.toSector})`
  const rows = await tx
    .select({ to: sectors, kind: warps.kind, hasWayBack: back, hasPort: port, isCharted: charted })
    .from(warps)
    .innerJoin(sectors, eq(sectors.id, warps.toSector))
    .where(eq(warps.fromSector, sectorId))
    .orderBy(asc(sectors.name), asc(sectors.id))
  return rows.map(({ to, kind, hasWayBack, ...seen }) => ({
    sectorId: to.id,
    name: to.name,
    area: to.district ?? to.zone,
    kind,
    turns: WARP_TURNS[kind],
    oneWay: !hasWayBack,
    ...seen,
  }))
}

async function othersIn(
  tx: GalaxyTransaction,
  sectorId: number,
  userId: string,
  paging: Paging,
): Promise<Page<string>> {
  const here = and(eq(pilots.sectorId, sectorId), eq(pilots.present, true), ne(pilots.userId, userId))
  const total = await tx.$count(pilots, here)
  // The page number may come from a more crowded sector that the pilot has just left.
  const page = Math.min(paging.page, pageCount({ total, pageSize: paging.pageSize }))
  const rows = await tx
    .select({ callsign: pilots.callsign })
    .from(pilots)
    .where(here)
    .orderBy(asc(pilots.callsign))
    .limit(paging.pageSize)
    .offset(offsetOf({ ...paging, page }))
  return { items: rows.map(({ callsign }) => callsign), total, page, pageSize: paging.pageSize }
}
