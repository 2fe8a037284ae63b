import { sql } from 'drizzle-orm'
import { eventLog, ledgerAccounts, ledgerPostings, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { planets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { type Ctx } from '../context.ts'
import { MOVEMENT_EVENTS } from '../galaxy/movement-events.ts'
import { oneRow } from '../one-row.ts'

export type GalaxyFigures = {
  sectors: number
  ports: number
  planets: number
  ships: number
  pilotsPresent: number
  /** Credits in the region's treasury. */
  treasury: number
  /** Arrivals and moves since midnight UTC. */
  activityToday: number
  /** The same for each of the last 30 UTC days that had any, oldest first. */
  activityByDay: { day: string; events: number }[]
  /** Credits that changed hands between pilots and ports in the last 30 days. */
  tradeVolume30d: number
  /** Credits that ever came into the treasury. */
  totalRevenue: number
}

const DAYS = 30
const DAY_MS = 86_400_000

/** A galaxy in figures, by two queries. @throws UNAVAILABLE when it cannot be reached. */
export async function galaxyFigures(ctx: Ctx, galaxyId: string): Promise<GalaxyFigures> {
  const galaxy = await ctx.galaxies.open(galaxyId)
  const now = await ctx.clock.now(galaxy)
  const today = now.toISOString().slice(0, 10)
  const firstDay = new Date(Date.parse(`${today}T00:00:00Z`) - (DAYS - 1) * DAY_MS)
  const monthAgo = new Date(now.getTime() - DAYS * DAY_MS)

  const { rows } = await galaxy.execute<Record<FigureName, string | number>>(sql`select
    (select count(*) from ${sectors}) as sectors,
    (select count(*) from ${ports}) as ports,
    (select count(*) from ${planets}) as planets,
    (select count(*) from ${ships}) as ships,
    (select count(*) from ${pilots} where present) as pilots,
    (select coalesce(sum(balance), 0) from ${ledgerAccounts}
      where account = 'treasury' and asset = 'credits') as treasury,
    (select coalesce(sum(abs(amount)), 0) from ${ledgerPostings}
      where account like 'purse:%' and asset = 'credits' and reason like 'trade%'
        and at >= ${monthAgo.toISOString()}) as volume,
    (select coalesce(sum(amount), 0) from ${ledgerPostings}
      where account = 'treasury' and asset = 'credits' and amount > 0) as revenue`)
  const figures = oneRow(rows)
  const figure = (name: FigureName) => Number(figures[name])

  const kinds = sql.join(
    MOVEMENT_EVENTS.map((kind) => sql`${kind}`),
    sql`, `,
  )
  const { rows: activityByDay } = await galaxy.execute<{ day: string; events: number }>(sql`
    select to_char(${eventLog.at} at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as events
    from ${eventLog}
    where ${eventLog.at} >= ${firstDay.toISOString()} and ${eventLog.kind} in (${kinds})
    group by 1 order by 1`)

  return {
    sectors: figure('sectors'),
    ports: figure('ports'),
    planets: figure('planets'),
    ships: figure('ships'),
    pilotsPresent: figure('pilots'),
    treasury: figure('treasury'),
    activityToday: activityByDay.find(({ day }) => day === today)?.events ?? 0,
    activityByDay,
    tradeVolume30d: figure('volume'),
    totalRevenue: figure('revenue'),
  }
}

type FigureName = 'sectors' | 'ports' | 'planets' | 'ships' | 'pilots' | 'treasury' | 'volume' | 'revenue'
