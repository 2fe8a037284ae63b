import { sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { ledgerAccounts, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { eventLog, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { planets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { TRADE_REASONS } from '#server/domain/economy/ledger.ts'
import { type GalaxyFigures } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { MOVEMENT_EVENTS } from './movement-events.ts'
import { newestPatrolDay } from './patrols-of.ts'

const DAYS = 30
const DAY_MS = 86_400_000

/** A galaxy in figures, by one query. */
export async function galaxyFigures(galaxy: GalaxyCtx): Promise<GalaxyFigures> {
  const now = await galaxy.clock.now(galaxy.db)
  const today = now.toISOString().slice(0, 10)
  const firstDay = new Date(Date.parse(`${today}T00:00:00Z`) - (DAYS - 1) * DAY_MS)
  const monthAgo = new Date(now.getTime() - DAYS * DAY_MS)
  const [figures] = await figuresOf(galaxy.db).execute({
    monthAgo: monthAgo.toISOString(),
    firstDay: firstDay.toISOString(),
  })
  if (!figures) throw new Error('the figures are one row')
  return {
    ...figures,
    activityToday: figures.activityByDay.find(({ day }) => day === today)?.events ?? 0,
    patrolDay: await newestPatrolDay(galaxy.db),
  }
}

const figuresOf = prepared((galaxy: GalaxyDb) => {
  const number = (value: SQL) => sql<number>`(${value})`.mapWith(Number)
  const since = (name: string) => sql`${sql.placeholder(name)}::timestamptz`
  const listOf = (values: readonly string[]) =>
    sql.join(
      values.map((value) => sql`${value}`),
      sql`, `,
    )
  return galaxy
    .select({
      sectors: number(sql`select count(*) from ${sectors}`),
      ports: number(sql`select count(*) from ${ports}`),
      planets: number(sql`select count(*) from ${planets}`),
      ships: number(sql`select count(*) from ${ships}`),
      pilotsPresent: number(sql`select count(*) from ${pilots} where ${pilots.present}`),
      treasury: number(sql`select coalesce(sum(${ledgerAccounts.balance}), 0) from ${ledgerAccounts}
        where ${ledgerAccounts.kind} = 'treasury'`),
      tradeVolume30d: number(sql`select coalesce(sum(abs(${ledgerPostings.amount})), 0) from ${ledgerPostings}
        join ${ledgerTransfers} on ${ledgerTransfers.id} = ${ledgerPostings.transferId}
        where ${ledgerPostings.kind} = 'purse' and ${ledgerTransfers.reason} in (${listOf(TRADE_REASONS)})
          and ${ledgerPostings.at} >= ${since('monthAgo')}`),
      totalRevenue: number(sql`select coalesce(sum(${ledgerPostings.amount}), 0) from ${ledgerPostings}
        where ${ledgerPostings.kind} = 'treasury' and ${ledgerPostings.amount} > 0`),
      activityByDay: sql<{ day: string; events: number }[]>`(
        select coalesce(json_agg(json_build_object('day', day, 'events', events) order by day), '[]') from (
          select to_char(${eventLog.at} at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as events
          from ${eventLog} where ${eventLog.at} >= ${since('firstDay')} and ${eventLog.kind} in (${listOf(MOVEMENT_EVENTS)})
          group by 1
        ) days)`,
    })
    .from(sql`(values (1)) as one`)
    .prepare('galaxy_figures')
})
