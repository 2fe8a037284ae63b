import { asc, eq, inArray } from 'drizzle-orm'
import { rememberedPorts } from '#db/schema/galaxy/memory.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { economyOn, type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { pricedMarket } from '#server/domain/economy/market-on-day.ts'
import { midPriceHundredths } from '#server/domain/economy/price-curve.ts'
import { newestPrices } from '#server/domain/trade/copied-prices.ts'
import { type CopiedPort } from '#server/domain/trade/copied-prices-wire.ts'
import { marketAsSeen } from '#server/domain/trade/remembered-market.ts'
import { utcDay } from '#server/domain/utc-day.ts'
import { economyDaysOf } from './economy-days.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { type GalaxyMap } from './galaxy-map.ts'
import { type MarketRow } from './orders.ts'

/** The newest prices that a pilot remembers here, by no law: what they take along when they leave. */
export async function copiedPrices(
  { db, now }: GalaxyTx,
  userId: string,
  { nameOf }: GalaxyMap,
): Promise<CopiedPort[]> {
  const memories = await db
    .select({ port: ports, seenAt: rememberedPorts.seenAt, markets: rememberedPorts.markets })
    .from(rememberedPorts)
    .innerJoin(ports, eq(ports.id, rememberedPorts.portId))
    .where(eq(rememberedPorts.userId, userId))
  const newest = newestPrices(
    memories.map(({ port, seenAt, markets }) => ({
      ...{ portId: port.id, portName: port.name, sectorId: port.sectorId },
      sectorName: nameOf.get(port.sectorId) ?? `Sector ${port.sectorId}`,
      seenAt: seenAt.toISOString(),
      goods: markets,
    })),
  )
  if (newest.length === 0) return []
  const stored = await db
    .select()
    .from(portMarkets)
    .where(
      inArray(
        portMarkets.portId,
        newest.map(({ portId }) => portId),
      ),
    )
    .orderBy(asc(portMarkets.commodity))
  const days = await economyDaysOf(db, now)
  return newest.map((port) => ({ ...port, goods: goodsOf(port, stored, days) }))
}

type Memory = Pick<CopiedPort, 'portId' | 'seenAt'> & {
  goods: (typeof rememberedPorts.$inferSelect)['markets']
}

function goodsOf(
  { portId, seenAt, goods }: Memory,
  stored: readonly MarketRow[],
  days: readonly EconomyDay[],
): CopiedPort['goods'] {
  const moment = new Date(seenAt)
  const economy = economyOn(days, utcDay(moment))
  return stored.flatMap((market) => {
    const memory = goods.find(({ commodity }) => commodity === market.commodity)
    if (market.portId !== portId || !memory) return []
    const { commodity, role, stock, ...seen } = marketAsSeen(market, memory, days, moment)
    return [
      {
        commodity,
        role,
        stock,
        midPrice: midPriceHundredths(pricedMarket({ ...seen, commodity, stock }, economy)),
      },
    ]
  })
}
