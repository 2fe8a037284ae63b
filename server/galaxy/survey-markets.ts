import { turnsFrom, turnsTo } from '#server/domain/galaxy/route-finding.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { knownView, readKnownMarkets, rememberedBoards } from './known-markets.ts'
import { marketLawFor } from './market-law.ts'
import { mayEnterBy } from './may-enter.ts'
import { seekerOf } from './reckoned-markets.ts'

/** What the pilot can buy at ports that they know, with the turns to each and on to each gate. */
export const surveyOffers = (
  galaxy: GalaxyCtx,
  { gates, filter, ...input }: CallInput<'surveyOffers'>,
): Promise<CallOutput<'surveyOffers'>> =>
  readKnownMarkets(galaxy, input, async (known) => {
    const { db, now, map, pilot, law, markets } = known
    const mayEnter = await mayEnterBy(db, filter, input.regionId, now)
    const fromShip = turnsFrom(map.graph, pilot.sectorId, mayEnter)
    const toGates = gates.map((gate) => turnsTo(map.graphTo(), gate, mayEnter))
    const { sectorId, ship, stay, freeHolds, purse } = await seekerOf(known)
    return {
      asOf: now.toISOString(),
      rates: law.rates,
      lawVersion: law.law?.version ?? 0,
      knownPorts: markets.length,
      seeker: {
        ...{ sectorId, freeHolds, purse: Number(purse) },
        ship: { ...ship, modules: [...ship.modules] },
        stay: stayOf(stay),
      },
      markets: markets
        .filter(({ port }) => port.sells.length > 0)
        .map(({ turns: _, ...market }) => ({
          ...market,
          turnsFromShip: fromShip.get(market.sectorId) ?? null,
          gateTurns: toGates.map((turns) => turns.get(market.sectorId) ?? null),
        })),
    }
  })

/** Where goods can be sold at ports that somebody remembers who is elsewhere now, with the turns from each gate. */
export async function surveyDemand(
  galaxy: GalaxyCtx,
  { userId, version, gates, filter, ...terms }: CallInput<'surveyDemand'>,
): Promise<CallOutput<'surveyDemand'>> {
  const map = await loadMap(galaxy, version)
  return readSnapshot(galaxy, async (db) => {
    const now = await galaxy.clock.now(db)
    const law = await marketLawFor(db, terms, now)
    const mayEnter = await mayEnterBy(db, filter, terms.regionId, now)
    const fromGates = gates.map((gate) => turnsFrom(map.graph, gate, mayEnter))
    const known = await rememberedBoards(db, userId, law)
    return {
      rates: law.rates,
      lawVersion: law.law?.version ?? 0,
      knownPorts: known.length,
      markets: known
        .filter(({ port }) => port.buys.length > 0)
        .map((seen) => ({
          ...knownView(map, seen),
          gateTurns: fromGates.map((turns) => turns.get(seen.sectorId) ?? null),
        })),
    }
  })
}

const stayOf = ({ docked, hasDocked }: { docked: boolean; hasDocked: boolean }) => ({ docked, hasDocked })
