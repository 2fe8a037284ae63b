import { sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { type PgColumn } from 'drizzle-orm/pg-core'
import {
  eventDays,
  ledgerAccounts,
  ledgerDays,
  ledgerPostings,
  ledgerTransfers,
  patrolDays,
} from '#db/schema/galaxy/ledger.ts'
import { eventLog, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { marketDays } from '#db/schema/galaxy/trade.ts'
import { planets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { TRADE_REASONS } from '#server/domain/economy/ledger.ts'
import { type GalaxyStats } from './api/upkeep-calls.ts'
import { type PaidPatrolDay } from './api/treasury-calls.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { MOVEMENT_EVENTS } from './movement-events.ts'
import { laterOf, rolledUpUntil } from './rolled-up-until.ts'

const DAYS = 30
const DAY_MS = 86_400_000

/** A galaxy's statistics, from roll-ups and the days at the end of its logs that are not rolled up yet. */
export async function getStats(galaxy: GalaxyCtx): Promise<GalaxyStats> {
  const now = await galaxy.clock.now(galaxy.db)
  const today = now.toISOString().slice(0, 10)
  const firstDay = new Date(Date.parse(`${today}T00:00:00Z`) - (DAYS - 1) * DAY_MS)
  const until = await rolledUpUntil(galaxy.db)
  const [stats] = await statsOf(galaxy.db).execute({
    firstDay: firstDay.toISOString(),
    until,
    openInMonth: laterOf(until, firstDay),
  })
  if (!stats) throw new Error('statistics are always one row')
  return {
    ...stats,
    activityToday: stats.activityByDay.find(({ day }) => day === today)?.events ?? 0,
  }
}

const statsOf = prepared((galaxy: GalaxyDb) => {
  const number = (value: SQL) => sql<number>`(${value})`.mapWith(Number)
  const timestamp = (name: string) => sql`${sql.placeholder(name)}::timestamptz`
  const firstDay = timestamp('firstDay')
  const listOf = (values: readonly string[]) =>
    sql.join(
      values.map((value) => sql`${value}`),
      sql`, `,
    )
  const isTrade = (reason: PgColumn) => sql`${reason} in (${listOf(TRADE_REASONS)})`
  return galaxy
    .select({
      sectors: number(sql`select count(*) from ${sectors}`),
      ports: number(sql`select count(*) from ${ports}`),
      planets: number(sql`select count(*) from ${planets}`),
      ships: number(sql`select count(*) from ${ships}`),
      pilotsPresent: number(sql`select count(*) from ${pilots} where ${pilots.present}`),
      treasury: number(sql`select coalesce(sum(${ledgerAccounts.balance}), 0) from ${ledgerAccounts}
        where ${ledgerAccounts.kind} = 'treasury'`),
      tradeVolume30d: number(sql`
        (select coalesce(sum(${ledgerDays.received} + ${ledgerDays.paid}), 0) from ${ledgerDays}
          where ${ledgerDays.kind} = 'purse' and ${ledgerDays.asset} = 'credits' and ${isTrade(ledgerDays.reason)}
            and ${ledgerDays.day} >= (${firstDay} at time zone 'UTC')::date)
        + (select coalesce(sum(abs(${ledgerPostings.amount})), 0) from ${ledgerPostings}
          join ${ledgerTransfers} on ${ledgerTransfers.id} = ${ledgerPostings.transferId}
          where ${ledgerPostings.kind} = 'purse' and ${isTrade(ledgerTransfers.reason)}
            and ${ledgerPostings.at} >= ${timestamp('openInMonth')})`),
      totalRevenue: number(sql`
        (select coalesce(sum(${ledgerDays.received}), 0) from ${ledgerDays}
          where ${ledgerDays.kind} = 'treasury' and ${ledgerDays.asset} = 'credits')
        + (select coalesce(sum(${ledgerPostings.amount}), 0) from ${ledgerPostings}
          where ${ledgerPostings.kind} = 'treasury' and ${ledgerPostings.amount} > 0 and ${ledgerPostings.at} >= ${timestamp('until')})`),
      taxedSales30d: number(sql`
        select coalesce(sum(${marketDays.received} + ${marketDays.tax}), 0) from ${marketDays}
        where ${marketDays.day} >= (${firstDay} at time zone 'UTC')::date`),
      dutiable30d: number(sql`
        select coalesce(sum(${marketDays.dutiable}), 0) from ${marketDays}
        where ${marketDays.day} >= (${firstDay} at time zone 'UTC')::date`),
      activityByDay: sql<{ day: string; events: number }[]>`(
        select coalesce(json_agg(json_build_object('day', to_char(day, 'YYYY-MM-DD'), 'events', events) order by day), '[]') from (
          select day, sum(events)::int as events from (
            select ${eventDays.day} as day, ${eventDays.events} as events from ${eventDays}
            where ${eventDays.day} >= (${firstDay} at time zone 'UTC')::date and ${eventDays.kind} in (${listOf(MOVEMENT_EVENTS)})
            union all
            select (${eventLog.at} at time zone 'UTC')::date, 1 from ${eventLog}
            where ${eventLog.at} >= ${timestamp('openInMonth')} and ${eventLog.kind} in (${listOf(MOVEMENT_EVENTS)})
          ) parts group by day
        ) days)`,
      patrolDay: sql<PaidPatrolDay | null>`(
        select json_build_object('day', ${patrolDays.day}, 'paid', ${patrolDays.paid}) from ${patrolDays} order by ${patrolDays.day} desc limit 1)`,
    })
    .from(sql`(values (1)) as one`)
    .prepare('galaxy_stats')
})
