import { and, count, eq, gte, inArray, max, sum } from 'drizzle-orm'
import { contracts, dayOpenings } from '#db/schema/galaxy/contracts.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { marketDays, trades } from '#db/schema/galaxy/trade.ts'
import {
  postShortages,
  premiumBudget,
  QUIET_MS,
  type ShortMarket,
} from '#server/domain/contracts/shortage.ts'
import { economyOn } from '#server/domain/economy/economy-day.ts'
import { pricedMarket } from '#server/domain/economy/market-on-day.ts'
import { settleMarket } from '#server/domain/economy/settle-market.ts'
import { DAY_MS, isoDay, utcDay } from '#server/domain/utc-day.ts'
import { economyDaysOf } from '../economy-days.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { isUnfinished } from './contract-rows.ts'

/** Contracts are posted from 00:05 UTC on. */
const POSTED_AFTER_MS = 5 * 60_000

/** Posts the shortage contracts of today, once a day, within the budget that yesterday's sales give. False when that was done before. */
export async function postDailyShortages(tx: GalaxyTx): Promise<boolean> {
  const today = utcDay(tx.now)
  if (tx.now.getTime() < today * DAY_MS + POSTED_AFTER_MS) return false
  const budget = premiumBudget(await salesOn(tx, isoDay(today - 1)))
  const opening = { day: isoDay(today), at: tx.now, premiumBudget: Number(budget), premiumPromised: 0 }
  // A second run waits here for the first one's commit.
  const [opened] = await tx.db.insert(dayOpenings).values(opening).onConflictDoNothing().returning()
  if (!opened) return false
  const posted = postShortages(await userMarkets(tx), await tx.db.$count(ports), budget, tx.now)
  if (posted.length === 0) return true
  await tx.db.insert(contracts).values(
    posted.map(({ premium, ...shortage }) => ({
      ...shortage,
      kind: 'shortage' as const,
      state: 'open' as const,
      premium: Number(premium),
      postedAt: tx.now,
    })),
  )
  const promised = posted.reduce((total, { premium }) => total + Number(premium), 0)
  await tx.db.update(dayOpenings).set({ premiumPromised: promised }).where(eq(dayOpenings.day, opening.day))
  return true
}

async function salesOn({ db }: GalaxyTx, day: string): Promise<bigint> {
  const [row] = await db
    .select({ received: sum(marketDays.received) })
    .from(marketDays)
    .where(eq(marketDays.day, day))
  return BigInt(row?.received ?? 0)
}

/** All user markets of the galaxy as they stand now. */
async function userMarkets({ db, now }: GalaxyTx): Promise<ShortMarket[]> {
  const days = await economyDaysOf(db, now)
  const economy = economyOn(days, utcDay(now))
  const users = await db.select().from(portMarkets).where(eq(portMarkets.role, 'buys'))
  const deliveries = await db
    .select({ portId: trades.portId, commodity: trades.commodity, at: max(trades.at) })
    .from(trades)
    .where(
      and(
        inArray(trades.portId, db.selectDistinct({ id: portMarkets.portId }).from(portMarkets)),
        eq(trades.side, 'sell'),
        gte(trades.at, new Date(now.getTime() - QUIET_MS)),
      ),
    )
    .groupBy(trades.portId, trades.commodity)
  const running = await db
    .select({ portId: contracts.portId, commodity: contracts.commodity, open: count() })
    .from(contracts)
    .where(and(eq(contracts.kind, 'shortage'), isUnfinished))
    .groupBy(contracts.portId, contracts.commodity)
  const deliveredAt = new Map(deliveries.map((one) => [keyOf(one), one.at]))
  const withContract = new Set(running.map(keyOf))
  return users.map((market) => {
    const settled = settleMarket(market, days, now)
    const { basePrice, levelBp, capacity, stock } = pricedMarket(settled, economy)
    const { portId, commodity } = market
    return {
      ...{ portId, commodity, basePrice, levelBp, capacity, stock },
      deliveredAt: deliveredAt.get(keyOf(market)) ?? null,
      hasContract: withContract.has(keyOf(market)),
    }
  })
}

const keyOf = ({ portId, commodity }: { portId: number; commodity: string | null }) =>
  `${portId} ${commodity ?? ''}`
