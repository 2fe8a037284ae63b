import { asc, eq, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
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
  const boards = new Map<number, { port: typeof ports.$inferSelect; board: BoardLine[] }>()
  for (const { port, market } of await portsIn(galaxy).execute({ sectorIds })) {
    const known = boards.get(port.id) ?? { port, board: [] }
    boards.set(port.id, known)
    if (market) known.board.push(boardLine(settleMarket(market, days, now), rates, today))
  }
  return [...boards.values()].map(({ port, board }) => ({
    sectorId: port.sectorId,
    port: portView(port, board),
  }))
}

const portsIn = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({ port: ports, market: portMarkets })
    .from(ports)
    .leftJoin(portMarkets, eq(portMarkets.portId, ports.id))
    .where(sql`${ports.sectorId} = any(${sql.placeholder('sectorIds')}::int[])`)
    .orderBy(asc(ports.id), asc(portMarkets.commodity))
    .prepare('ports_in_sectors'),
)

type NamedPort = Pick<typeof ports.$inferSelect, 'id' | 'name' | 'portClass'>

/** A port with its price board. */
export function portView({ id, name, portClass }: NamedPort, board: BoardLine[]): SectorPort {
  const goods = (role: MarketRole) => board.flatMap((line) => (line.role === role ? [line.commodity] : []))
  return { id, name, portClass, sells: goods('sells'), buys: goods('buys'), board }
}
