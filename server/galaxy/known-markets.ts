import { asc, eq, inArray } from 'drizzle-orm'
import { type GalaxyDb, type GalaxyTransaction } from '#db/client.ts'
import { rememberedPorts } from '#db/schema/galaxy/memory.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { economyOn } from '#server/domain/economy/economy-day.ts'
import { boardLine } from '#server/domain/economy/price-board.ts'
import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { marketAsSeen } from '#server/domain/trade/remembered-market.ts'
import { utcDay } from '#server/domain/utc-day.ts'
import { type MarketTerms, type PilotRef } from './api/pilot-terms.ts'
import { type KnownPrices } from './api/price-calls.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap, type GalaxyMap } from './galaxy-map.ts'
import { listPorts, portView } from './list-ports.ts'
import { marketLawFor, type MarketLaw } from './market-law.ts'
import { notPresent } from './not-present.ts'
import { requireShip } from './orders.ts'
import { getPilot, type PilotRow } from './pilots.ts'
import { type ShipAboard } from './ships.ts'

/** A pilot, their ship, and the ports whose prices they know, nearest first. */
export type KnownMarkets = {
  db: GalaxyTransaction
  now: Date
  map: GalaxyMap
  pilot: PilotRow
  aboard: ShipAboard
  law: MarketLaw
  markets: KnownPrices['markets']
}

/**
 * Reads on one snapshot what the pilot knows: prices live where the ship sees them, otherwise as they were when it last did. Tax and tariff
 * are today's for all, for the law is public. Writes nothing. @throws CONFLICT `not-present`.
 */
export async function readKnownMarkets<T>(
  galaxy: GalaxyCtx,
  { version, ...asked }: PilotRef & MarketTerms & { version: number },
  read: (known: KnownMarkets) => Promise<T> | T,
): Promise<T> {
  const map = await loadMap(galaxy, version)
  return readSnapshot(galaxy, async (db) => {
    const pilot = await getPilot(db, asked)
    if (!pilot) throw notPresent()
    const aboard = await requireShip(db, pilot)
    const now = await galaxy.clock.now(db)
    const law = await marketLawFor(db, asked, now)
    return read({
      db,
      now,
      map,
      pilot,
      aboard,
      law,
      markets: await knownMarkets(db, { pilot, aboard, map, law, now }),
    })
  })
}

async function knownMarkets(
  db: GalaxyTransaction,
  { pilot, aboard, map, law, now }: Pick<KnownMarkets, 'pilot' | 'aboard' | 'map' | 'law' | 'now'>,
): Promise<KnownPrices['markets']> {
  const { sightTurns } = shipFigures(aboard.ship)
  const turnsTo = turnsFrom(map.graph, pilot.sectorId)
  const inSight = [...turnsTo].flatMap(([sectorId, turns]) => (turns <= sightTurns ? [sectorId] : []))
  const live = (await listPorts(db, inSight, law, now)).map((seen) => ({
    ...seen,
    seenAt: now,
    isLive: true,
  }))
  const seenNow = new Set(live.map(({ port }) => port.id))
  const known = [
    ...live,
    ...(await rememberedBoards(db, pilot.userId, law)).filter(({ port }) => !seenNow.has(port.id)),
  ]
  const markets = known.map((seen) => ({
    ...knownView(map, seen),
    turns: turnsTo.get(seen.sectorId) ?? null,
  }))
  const distance = ({ turns }: { turns: number | null }) => turns ?? Number.MAX_SAFE_INTEGER
  return markets.sort((a, b) => distance(a) - distance(b) || a.port.id - b.port.id)
}

type KnownBoard = Awaited<ReturnType<typeof rememberedBoards>>[number]

export const knownView = ({ nameOf }: GalaxyMap, { sectorId, port, seenAt, isLive }: KnownBoard) => ({
  sectorId,
  sectorName: nameOf.get(sectorId) ?? `Sector ${sectorId}`,
  seenAt: seenAt.toISOString(),
  isLive,
  port,
})

/** The ports that somebody remembers, wherever they are now. */
export async function rememberedBoards(tx: GalaxyDb, userId: string, { rates, days }: MarketLaw) {
  const memories = await tx
    .select({ port: ports, seenAt: rememberedPorts.seenAt, markets: rememberedPorts.markets })
    .from(rememberedPorts)
    .innerJoin(ports, eq(ports.id, rememberedPorts.portId))
    .where(eq(rememberedPorts.userId, userId))
  if (memories.length === 0) return []
  const ids = memories.map(({ port }) => port.id)
  const stored = await tx
    .select()
    .from(portMarkets)
    .where(inArray(portMarkets.portId, ids))
    .orderBy(asc(portMarkets.commodity))
  return memories.map(({ port, seenAt, markets }) => {
    const economy = economyOn(days, utcDay(seenAt))
    const board = stored.flatMap((market) => {
      const memory = markets.find(({ commodity }) => commodity === market.commodity)
      if (market.portId !== port.id || !memory) return []
      return [boardLine(marketAsSeen(market, memory, days, seenAt), rates, economy)]
    })
    return { sectorId: port.sectorId, port: portView(port, board), seenAt, isLive: false }
  })
}
