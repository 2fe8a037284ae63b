import { type GalaxyTransaction } from '#db/client.ts'
import { securityWithPatrols } from '#server/domain/economy/defense-upkeep.ts'
import { MAX_MILLITURNS, settleTurns } from '#server/domain/galaxy/turns.ts'
import { nextRankOf, rankOf, renown } from '#server/domain/ships/ranks.ts'
import { offsetOf, pageCount, type Page } from '#server/domain/paging.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { notFound } from '#server/errors.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxySector } from './api/sector-calls.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap, type GalaxyMap } from './galaxy-map.ts'
import { encounterOf } from './combat/encounters.ts'
import { enter, type PilotRow } from './pilots.ts'
import { contractsHere } from './contracts/contracts-here.ts'
import { newsFor } from './news.ts'
import { listPorts } from './list-ports.ts'
import { marketsInSight } from './markets-in-sight.ts'
import { othersIn, readContents, readStanding, type Standing } from './read-sector.ts'
import { shipView } from './ships.ts'
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
    const standing = await readStanding(tx, input, galaxy.clock.offsetMs())
    if (!standing) throw notFound('Your ship')
    return sectorView(tx, standing, input, map)
  })
  const { routeTo, regionId } = input
  const route = routeTo && (await planRoute(galaxy, view.sector.id, { ...routeTo, regionId }))
  return { ...view, route }
}

async function sectorView(
  tx: GalaxyTransaction,
  { now, pilot, sector, aboard, purse, law: market, patrols }: Standing,
  { pilotsPage, watched, suggestOn }: CallInput<'getSector'>,
  map: GalaxyMap | null,
): Promise<Omit<GalaxySector, 'route'>> {
  const account = settleTurns({ milliturns: pilot.milliturns, storedAt: pilot.turnsAt }, now)
  const { law, lawTaxBp } = market
  const { others, ...contents } = await readContents(tx, pilot)
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
    ...contents,
    ports: (await listPorts(tx, [sector.id], market, now)).map(({ port }) => port),
    contracts: await contractsHere(tx, pilot, now),
    news: await newsFor(tx, sector.id, now),
    tax: { lawRate: fromBasisPoints(lawTaxBp), rate: fromBasisPoints(market.rates.taxRateBp) },
    rates: market.rates,
    pilots: await pageOfOthers(tx, pilot, others, pilotsPage),
    watchedInSight:
      map && watched
        ? (await marketsInSight(tx, pilot, { map, law: market, now })).filter((seen) =>
            watched.portIds.includes(seen.port.id),
          )
        : [],
    ship: aboard && shipView(aboard, pilot),
    encounter: await encounterOf(tx, pilot, aboard?.ship ?? null, now),
    purse,
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

async function pageOfOthers(
  tx: GalaxyTransaction,
  { userId, sectorId }: PilotRow,
  total: number,
  asked: number,
): Promise<Page<string>> {
  const pageSize = PILOTS_PER_PAGE
  // The page number may come from a more crowded sector that the pilot has just left.
  const page = Math.min(asked, pageCount({ total, pageSize }))
  const rows =
    total === 0
      ? []
      : await othersIn(tx).execute({
          ...{ sectorId, userId },
          ...{ limit: pageSize, offset: offsetOf({ page, pageSize }) },
        })
  return { items: rows.map(({ callsign }) => callsign), total, page, pageSize }
}
