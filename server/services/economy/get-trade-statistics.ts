import { and, asc, eq, gte } from 'drizzle-orm'
import { laws } from '#db/schema/platform/regions.ts'
import {
  daysBetween,
  effectsSince,
  firstDayOf,
  LONGEST_COMPARED,
  totalOf,
  totalsByGood,
  type StatisticsRange,
} from '#server/domain/economy/trade-statistics.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { LEVER_LABELS, leversOfPolicyType } from '#server/domain/regions/levers.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type GoodsDay } from '#server/galaxy/api/statistics-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireGovernment } from '../regions/require-region.ts'
import { type LawOfTrade, type TradeStatistics } from './trade-statistics-wire.ts'

const ECONOMIC = new Set([...leversOfPolicyType('tax_rate'), ...leversOfPolicyType('trade_policy')])
const LAWS = 12

/**
 * Trade of a region in a range of days, for its government: by good, by day, what laws changed, and what a good cost yesterday at each
 * port. Null while its galaxy cannot be reached. @throws UNAUTHORIZED, NOT_FOUND for everybody else.
 */
export async function getTradeStatistics(
  ctx: Ctx,
  input: { region: string; range: StatisticsRange; commodity?: Commodity | undefined },
): Promise<TradeStatistics | null> {
  const { region } = await requireGovernment(ctx, input.region)
  if (!region.galaxyId) return null
  const today = utcDay(await ctx.clock.now(ctx.db))
  const first = firstDayOf(input.range, today)
  const found = await askGalaxy(ctx, region.galaxyId, {
    // A law at the beginning of the range is compared with the days before it.
    since:
      first === null ? null : isoDay(today - daysBetween(first, isoDay(today)).length - LONGEST_COMPARED),
    commodity: input.commodity ?? null,
  })
  if (!found) return null
  const trade = first === null ? found.days : found.days.filter(({ day }) => day >= first)
  const goods = totalsByGood(input.range === '24h' ? found.lastDay : trade)
  return {
    goods,
    total: totalOf(goods),
    days: daysBetween(first ?? trade[0]?.day ?? isoDay(today), isoDay(today)),
    trade,
    laws: await lawsOfTrade(ctx, region.id, { first, today, days: found.days }),
    commodity: found.commodity,
    prices: found.prices,
  }
}

type Asked = { since: string | null; commodity: Commodity | null }

async function askGalaxy(ctx: Ctx, galaxyId: string, input: Asked) {
  try {
    return await galaxyClient(ctx, galaxyId).getTradeStatistics(input)
  } catch (error) {
    ctx.log.warn({ err: error, galaxyId }, 'trade statistics of a galaxy are unavailable')
    return null
  }
}

async function lawsOfTrade(
  ctx: Ctx,
  regionId: string,
  { first, today, days }: { first: string | null; today: number; days: GoodsDay[] },
): Promise<LawOfTrade[]> {
  const rows = await ctx.db
    .select({ number: laws.number, title: laws.title, changes: laws.changes, enactedAt: laws.enactedAt })
    .from(laws)
    .where(
      and(
        eq(laws.regionId, regionId),
        first === null ? undefined : gte(laws.enactedAt, new Date(`${first}T00:00:00Z`)),
      ),
    )
    .orderBy(asc(laws.number))
  return rows
    .filter(({ number }) => number > 1)
    .flatMap(({ number, title, changes, enactedAt }) => {
      const levers = changes.map(({ lever }) => lever).filter((lever) => ECONOMIC.has(lever))
      if (levers.length === 0) return []
      return [
        {
          number,
          title,
          at: enactedAt.toISOString(),
          levers: levers.map((lever) => LEVER_LABELS[lever]),
          effects: effectsSince(days, utcDay(enactedAt), today),
        },
      ]
    })
    .slice(-LAWS)
}
