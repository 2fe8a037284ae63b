import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { festivals, shocks } from '#db/schema/galaxy/events.ts'
import { ports, sectors } from '#db/schema/galaxy/space.ts'
import { FESTIVAL_DAYS } from '#server/domain/economy/festival.ts'
import { SHOCK_DAYS } from '#server/domain/economy/shocks.ts'
import { isoDay, utcDay, utcDayOf } from '#server/domain/utc-day.ts'
import { type News } from './api/news-schema.ts'
import { type GalaxyTx } from './galaxy-context.ts'

const MOST_SHOCKS = 6

/** What happens in the galaxy today, the shocks nearest to a sector first. */
export async function newsFor(galaxy: GalaxyDb, sectorId: number, now: Date): Promise<News> {
  const today = utcDay(now)
  const day = isoDay(today)
  const [festival] = await festivalOn(galaxy).execute({ day, since: isoDay(today - FESTIVAL_DAYS) })
  const rows = await shocksOn(galaxy).execute({ day, since: isoDay(today - SHOCK_DAYS), sectorId })
  return {
    festival: festival ? { name: festival.name, until: lastDayOf(festival.day, FESTIVAL_DAYS) } : null,
    shocks: rows.map(({ shock, port, sectorName }) => ({
      port: { id: port.id, name: port.name, sectorId: port.sectorId, sectorName },
      commodity: shock.commodity,
      restBp: shock.restBp,
      since: shock.day,
      until: lastDayOf(shock.day, SHOCK_DAYS),
    })),
  }
}

const festivalOn = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select()
    .from(festivals)
    .where(and(gt(festivals.day, sql.placeholder('since')), lte(festivals.day, sql.placeholder('day'))))
    .prepare('festival_on'),
)

const shocksOn = prepared((galaxy: GalaxyDb) => {
  const here = sql`(select point(x, y) from ${sectors} h where h.id = ${sql.placeholder('sectorId')})`
  return galaxy
    .select({ shock: shocks, port: ports, sectorName: sectors.name })
    .from(shocks)
    .innerJoin(ports, eq(ports.id, shocks.portId))
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
    .where(and(gt(shocks.day, sql.placeholder('since')), lte(shocks.day, sql.placeholder('day'))))
    .orderBy(sql`point(${sectors.x}, ${sectors.y}) <-> ${here}`, desc(shocks.day), asc(shocks.portId))
    .limit(MOST_SHOCKS)
    .prepare('shocks_on')
})

const lastDayOf = (first: string, days: number): string => isoDay(utcDayOf(first) + days - 1)

/** Writes the shocks that begin today to the log of events. Call it once a day. */
export async function announceShocks(tx: GalaxyTx): Promise<void> {
  const day = isoDay(utcDay(tx.now))
  const begun = await tx.db
    .select({ shock: shocks, sectorId: ports.sectorId })
    .from(shocks)
    .innerJoin(ports, eq(ports.id, shocks.portId))
    .where(eq(shocks.day, day))
    .orderBy(asc(shocks.portId), asc(shocks.commodity))
  if (begun.length === 0) return
  await tx.logEvents(
    ...begun.map(({ shock: { portId, commodity, restBp }, sectorId }) => ({
      kind: 'shock' as const,
      sectorId,
      detail: { day, portId, commodity, restBp },
    })),
  )
}
