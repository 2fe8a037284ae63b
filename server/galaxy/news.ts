import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { festivals, shocks } from '#db/schema/galaxy/events.ts'
import { ports, sectors } from '#db/schema/galaxy/space.ts'
import { FESTIVAL_DAYS } from '#server/domain/economy/festival.ts'
import { type News } from '#server/domain/economy/galaxy-news.ts'
import { SHOCK_DAYS } from '#server/domain/economy/shocks.ts'
import { isoDay, utcDay, utcDayOf } from '#server/domain/utc-day.ts'
import { type GalaxyTx } from './galaxy-context.ts'

const MOST_SHOCKS = 6

/** What happens in the galaxy today, the shocks nearest to a sector first. */
export async function newsFor(galaxy: GalaxyDb, sectorId: number, now: Date): Promise<News> {
  const today = utcDay(now)
  const day = isoDay(today)
  const [festival] = await festivalOn(galaxy).execute({ day, since: isoDay(today - FESTIVAL_DAYS) })
  const rows = await shocksOn(galaxy).execute({ day, since: isoDay(today - SHOCK_DAYS), sectorId })
  return newsOf(festival, rows)
}

/** All that happens in the galaxy on a day, the shocks that have just begun first. */
async function newsOfDay(galaxy: GalaxyDb, today: number): Promise<News> {
  const day = isoDay(today)
  const [festival] = await galaxy
    .select()
    .from(festivals)
    .where(and(gt(festivals.day, isoDay(today - FESTIVAL_DAYS)), lte(festivals.day, day)))
  const rows = await galaxy
    .select({ shock: shocks, port: ports, sectorName: sectors.name })
    .from(shocks)
    .innerJoin(ports, eq(ports.id, shocks.portId))
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
    .where(and(gt(shocks.day, isoDay(today - SHOCK_DAYS)), lte(shocks.day, day)))
    .orderBy(desc(shocks.day), asc(shocks.portId), asc(shocks.commodity))
  return newsOf(festival, rows)
}

type Festival = typeof festivals.$inferSelect
type ShockAtPort = {
  shock: typeof shocks.$inferSelect
  port: typeof ports.$inferSelect
  sectorName: string
}

const newsOf = (festival: Festival | undefined, rows: readonly ShockAtPort[]): News => ({
  festival: festival ? { name: festival.name, until: lastDayOf(festival.day, FESTIVAL_DAYS) } : null,
  shocks: rows.map(({ shock, port, sectorName }) => ({
    port: { id: port.id, name: port.name, sectorId: port.sectorId, sectorName },
    commodity: shock.commodity,
    restBp: shock.restBp,
    since: shock.day,
    until: lastDayOf(shock.day, SHOCK_DAYS),
  })),
})

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

/**
 * Writes the shocks that begin today to the log of events, and tells the platform what happens today, also that nothing does. Call it once
 * a day.
 */
export async function announceNews(tx: GalaxyTx): Promise<void> {
  const today = utcDay(tx.now)
  const day = isoDay(today)
  const { festival, shocks: lasting } = await newsOfDay(tx.db, today)
  await tx.sendToPlatform({ kind: 'news', day, festival, shocks: lasting })
  const begun = lasting.filter(({ since }) => since === day)
  if (begun.length === 0) return
  await tx.logEvents(
    ...begun.map(({ port, commodity, restBp }) => ({
      kind: 'shock' as const,
      sectorId: port.sectorId,
      detail: { day, portId: port.id, commodity, restBp },
    })),
  )
}
