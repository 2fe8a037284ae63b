import { asc, inArray } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { type MarketRole } from '#server/domain/economy/market-roles.ts'
import { boardLine, type BoardLine } from '#server/domain/economy/price-board.ts'
import { settleMarket } from '#server/domain/economy/settle-market.ts'
import { type SectorPort } from './api/trade-calls.ts'
import { type MarketLaw } from './market-law.ts'

/** The ports of these sectors with their price boards as they stand at `now`; nothing is written. */
export async function listPorts(
  galaxy: GalaxyDb,
  sectorIds: number[],
  { rates, days, today }: MarketLaw,
  now: Date,
): Promise<{ sectorId: number; port: SectorPort }[]> {
  const found = await galaxy
    .select()
    .from(ports)
    .where(inArray(ports.sectorId, sectorIds))
    .orderBy(asc(ports.id))
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  const markets = await galaxy
    .select()
    .from(portMarkets)
    .where(inArray(portMarkets.portId, ids))
    .orderBy(asc(portMarkets.commodity))
  return found.map((port) => {
    const board = markets
      .filter(({ portId }) => portId === port.id)
      .map((market) => boardLine(settleMarket(market, days, now), rates, today))
    return { sectorId: port.sectorId, port: portView(port, board) }
  })
}

type NamedPort = Pick<typeof ports.$inferSelect, 'id' | 'name' | 'portClass'>

/** A port with its price board. */
export function portView({ id, name, portClass }: NamedPort, board: BoardLine[]): SectorPort {
  const goods = (role: MarketRole) => board.flatMap((line) => (line.role === role ? [line.commodity] : []))
  return { id, name, portClass, sells: goods('sells'), buys: goods('buys'), board }
}
