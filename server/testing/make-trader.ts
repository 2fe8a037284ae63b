import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { type Commodity } from '../domain/economy/commodities.ts'
import { type MarketRole } from '../domain/economy/market-roles.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeUser } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'

/** A newcomer in a region, who is put where the test wants to trade. */
export async function makeTrader(platform: TestPlatform, region: RegionRow, user?: UserActor) {
  const trader = user ?? (await makeUser(platform))
  const api = platform.api(trader)
  await api.space.enter({ region: region.name })
  const galaxy = await platform.galaxy(region.galaxyId ?? '')
  return {
    user: trader,
    api,
    /** Puts the ship beside a port without flying there; the stay there has not begun. */
    putAt: async ({ sectorId }: { sectorId: number }) => {
      await galaxy.update(pilots).set({ sectorId, docked: false }).where(eq(pilots.userId, trader.userId))
    },
    buy: (market: FoundMarket, quantity: number, worstNet = Number.MAX_SAFE_INTEGER) =>
      api.trade.order({ ...order(market, quantity), side: 'buy', worstNet }),
    sell: (market: FoundMarket, quantity: number, worstNet = 0) =>
      api.trade.order({ ...order(market, quantity), side: 'sell', worstNet }),
  }
}
export type MadeTrader = Awaited<ReturnType<typeof makeTrader>>

const order = ({ portId, commodity }: FoundMarket, quantity: number) => ({
  orderId: randomUUID(),
  portId,
  commodity,
  quantity,
})

export type FoundMarket = { portId: number; sectorId: number; commodity: Commodity; role: MarketRole }

/** Markets of a galaxy, the cheapest first: a newcomer's purse fills the hold there. */
export async function findMarkets(
  galaxy: GalaxyDb,
  wanted: { role: MarketRole; commodity?: Commodity; portId?: number },
): Promise<FoundMarket[]> {
  return galaxy
    .select({
      portId: portMarkets.portId,
      sectorId: ports.sectorId,
      commodity: portMarkets.commodity,
      role: portMarkets.role,
    })
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .where(
      and(
        eq(portMarkets.role, wanted.role),
        wanted.commodity && eq(portMarkets.commodity, wanted.commodity),
        wanted.portId === undefined ? undefined : eq(portMarkets.portId, wanted.portId),
      ),
    )
    .orderBy(asc(portMarkets.basePrice), asc(portMarkets.portId), asc(portMarkets.commodity))
}

/** A maker and a user of one cheap good, and so a trade. */
export async function findTrade(galaxy: GalaxyDb): Promise<{ maker: FoundMarket; user: FoundMarket }> {
  for (const maker of await findMarkets(galaxy, { role: 'sells' })) {
    const [user] = await findMarkets(galaxy, { role: 'buys', commodity: maker.commodity })
    if (user) return { maker, user }
  }
  throw new Error('a galaxy makes something that it uses')
}
