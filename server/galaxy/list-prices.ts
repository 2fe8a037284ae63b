import { asc, eq, inArray } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { rememberedPorts } from '#db/schema/galaxy/memory.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { economyOn } from '#server/domain/economy/economy-day.ts'
import { boardLine } from '#server/domain/economy/price-board.ts'
import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { marketAsSeen } from '#server/domain/trade/remembered-market.ts'
import { utcDay } from '#server/domain/utc-day.ts'
import { type KnownPrices } from './api/price-calls.ts'
import { type CallInput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { listPorts, portView } from './list-ports.ts'
import { marketLawFor, type MarketLaw } from './market-law.ts'
import { notPresent } from './not-present.ts'
import { requireShip } from './orders.ts'
import { getPilot } from './pilots.ts'

/**
 * The ports whose prices the pilot knows, nearest first: live where the ship sees them, otherwise as they were when it last did. Tax and
 * tariff are today's for all, for the law is public. Writes nothing.
 */
export async function listPrices(
  galaxy: GalaxyCtx,
  { version, ...input }: CallInput<'listPrices'>,
): Promise<KnownPrices> {
  const map = await loadMap(galaxy, version)
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, input)
    if (!pilot) throw notPresent()
    const { ship } = await requireShip(tx, pilot)
    const { sightTurns } = shipFigures(ship)
    const turnsTo = turnsFrom(map.graph, pilot.sectorId)
    const now = await galaxy.clock.now(tx)
    const law = await marketLawFor(tx, input, now)
    const inSight = [...turnsTo].flatMap(([sectorId, turns]) => (turns <= sightTurns ? [sectorId] : []))
    const live = (await listPorts(tx, inSight, law, now)).map((seen) => ({
      ...seen,
      seenAt: now,
      isLive: true,
    }))
    const seenNow = new Set(live.map(({ port }) => port.id))
    const known = [
      ...live,
      ...(await rememberedBoards(tx, pilot.userId, law)).filter(({ port }) => !seenNow.has(port.id)),
    ]
    const markets = known.map(({ sectorId, port, seenAt, isLive }) => ({
      sectorId,
      sectorName: map.nameOf.get(sectorId) ?? `Sector ${sectorId}`,
      turns: turnsTo.get(sectorId) ?? null,
      seenAt: seenAt.toISOString(),
      isLive,
      port,
    }))
    const distance = ({ turns }: { turns: number | null }) => turns ?? Number.MAX_SAFE_INTEGER
    return {
      asOf: now.toISOString(),
      sectorId: pilot.sectorId,
      markets: markets.sort((a, b) => distance(a) - distance(b) || a.port.id - b.port.id),
    }
  })
}

async function rememberedBoards(tx: GalaxyDb, userId: string, { rates, days }: MarketLaw) {
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
