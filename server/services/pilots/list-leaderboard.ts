import { asc, desc, eq, gt, gte, sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { collectedPilotDays as days } from '#db/schema/platform/pilots.ts'
import {
  LEADERBOARD_DAYS,
  LEADERBOARD_LENGTH,
  LEAST_TURNS,
  profitPerThousand,
  type LeaderboardOrder,
} from '#server/domain/ships/pilot-record.ts'
import { type Leaderboard } from './pilot-wire.ts'
import { rankOf } from '#server/domain/ships/ranks.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type Ctx } from '../context.ts'

const profit = sql<number>`sum(${days.salesNet} - ${days.purchasesNet} - ${days.berths})`.mapWith(Number)
const turns = sql<number>`sum(${days.turns})`.mapWith(Number)
const contracts = sql<number>`sum(${days.contracts})`.mapWith(Number)

const ORDERS = {
  profit: [desc(sql`${profit}::numeric / ${turns}`), asc(users.callsign)],
  contracts: [desc(contracts), desc(sql`${profit}::numeric / ${turns}`), asc(users.callsign)],
}

/** The best pilots of the last seven days, over all galaxies; who spent fewer than 200 turns in them is left out. */
export async function listLeaderboard(ctx: Ctx, { by }: { by: LeaderboardOrder }): Promise<Leaderboard> {
  const today = utcDay(await ctx.clock.now(ctx.db))
  const rows = await ctx.db
    .select({
      callsign: users.callsign,
      turns,
      profit,
      contracts,
      renown: sql<number>`max(${days.highestRenown})`.mapWith(Number),
    })
    .from(days)
    .innerJoin(users, eq(users.id, days.userId))
    .where(gt(days.day, isoDay(today - LEADERBOARD_DAYS)))
    .groupBy(users.id)
    .having(gte(turns, LEAST_TURNS))
    .orderBy(...ORDERS[by])
    .limit(LEADERBOARD_LENGTH)
  const items = rows.map(({ renown, ...row }) => ({
    ...row,
    rank: rankOf(renown),
    profitPerThousand: profitPerThousand(row.profit, row.turns),
  }))
  return { items }
}
