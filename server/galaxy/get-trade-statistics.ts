import { and, asc, count, desc, eq, gt, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { portMarkets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { marketDays, trades } from '#db/schema/galaxy/trade.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { mostTraded } from '#server/domain/economy/trade-statistics.ts'
import { DAY_MS, isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type ClosingPrice, type GoodsTrade } from './api/statistics-calls.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'

const sumOf = (value: SQL | typeof marketDays.tax) => sql`coalesce(sum(${value}), 0)`.mapWith(Number)

/** Trade by good, from the daily figures of markets, and of the last 24 hours from their receipts. */
export function getTradeStatistics(
  galaxy: GalaxyCtx,
  { since, commodity: named }: CallInput<'getTradeStatistics'>,
): Promise<CallOutput<'getTradeStatistics'>> {
  return readSnapshot(galaxy, async (tx) => {
    const now = await galaxy.clock.now(tx)
    const days = await tx
      .select({
        day: marketDays.day,
        commodity: marketDays.commodity,
        exported: sumOf(sql`${marketDays.bought}`),
        imported: sumOf(sql`${marketDays.sold}`),
        paid: sumOf(sql`${marketDays.paid}`),
        received: sumOf(sql`${marketDays.received}`),
        tax: sumOf(marketDays.tax),
        tariff: sumOf(sql`${marketDays.tariff}`),
        filled: sumOf(sql`${marketDays.filled}`),
        premiums: sumOf(sql`${marketDays.premiums}`),
      })
      .from(marketDays)
      .where(since === null ? undefined : gte(marketDays.day, since))
      .groupBy(marketDays.day, marketDays.commodity)
      .orderBy(asc(marketDays.day), asc(marketDays.commodity))
    const today = isoDay(utcDay(now))
    const yesterday = new Date(now.getTime() - DAY_MS)
    const filled = await filledSince(tx, yesterday)
    const lastDay = (await tradeSince(tx, yesterday)).map((one) => ({
      ...one,
      filled: filled.get(one.commodity) ?? 0,
    }))
    const commodity = named ?? mostTraded(days.filter(({ day }) => day < today))
    return { today, days, lastDay, commodity, prices: await closingPrices(tx, commodity, today) }
  })
}

/** Contracts and jobs of goods that were filled, by good. A sale filled each, so its good is among those traded. */
async function filledSince(galaxy: GalaxyDb, since: Date): Promise<Map<Commodity | null, number>> {
  const rows = await galaxy
    .select({ commodity: contracts.commodity, filled: count() })
    .from(contracts)
    .where(
      and(
        eq(contracts.state, 'done'),
        inArray(contracts.kind, ['shortage', 'treasury_job']),
        gt(contracts.endedAt, since),
      ),
    )
    .groupBy(contracts.commodity)
  return new Map(rows.map(({ commodity, filled }) => [commodity, filled]))
}

const tradeSince = (galaxy: GalaxyDb, since: Date): Promise<Omit<GoodsTrade, 'filled'>[]> => {
  const ofSide = (side: 'buy' | 'sell', value: SQL) =>
    sumOf(sql`case when ${trades.side} = ${side} then ${value} else 0 end`)
  return galaxy
    .select({
      commodity: trades.commodity,
      exported: ofSide('buy', sql`${trades.quantity}`),
      imported: ofSide('sell', sql`${trades.quantity}`),
      paid: ofSide('buy', sql`${trades.net}`),
      received: ofSide('sell', sql`${trades.net}`),
      tax: sumOf(sql`${trades.tax}`),
      tariff: sumOf(sql`${trades.tariff}`),
      premiums: sumOf(sql`${trades.premium}`),
    })
    .from(trades)
    .where(gt(trades.at, since))
    .groupBy(trades.commodity)
    .orderBy(asc(trades.commodity))
}

/**
 * What a good cost at the end of the last day with trade at each port. Today's prices are left out: who governs a region would otherwise
 * trade in it with eyes that no other pilot has.
 */
const closingPrices = (galaxy: GalaxyDb, commodity: Commodity, today: string): Promise<ClosingPrice[]> => {
  const closes = galaxy
    .selectDistinctOn([marketDays.portId], {
      portId: marketDays.portId,
      close: marketDays.close,
      day: marketDays.day,
    })
    .from(marketDays)
    .where(and(eq(marketDays.commodity, commodity), lt(marketDays.day, today)))
    .orderBy(asc(marketDays.portId), desc(marketDays.day))
    .as('closes')
  return galaxy
    .select({
      portId: ports.id,
      name: ports.name,
      sectorId: sectors.id,
      sectorName: sectors.name,
      x: sectors.x,
      y: sectors.y,
      role: portMarkets.role,
      close: closes.close,
      day: closes.day,
    })
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
    .leftJoin(closes, eq(closes.portId, ports.id))
    .where(eq(portMarkets.commodity, commodity))
    .orderBy(asc(ports.id))
}
