import { and, eq, lt, or, sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { rememberedPorts } from '#db/schema/galaxy/memory.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { sectorsWithin } from '#server/domain/galaxy/route-finding.ts'
import { type Ship, shipFigures } from '#server/domain/ships/ship.ts'
import { REMEMBERED_DAYS, REMEMBERED_PORTS } from '#server/domain/trade/remembered-market.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { type GalaxyMap } from './galaxy-map.ts'

/**
 * Keeps what a ship saw from these sectors before it flew on or lost its sight: until then prices are live and need no memory. The stocks
 * are copied within the database, settled only when somebody asks. Call it with the pilot's row locked.
 */
export async function rememberPrices(
  { db, now }: GalaxyTx,
  { userId, ship }: { userId: string; ship: Ship },
  fromSectors: readonly number[],
  map: GalaxyMap,
): Promise<void> {
  const values = { userId, at: now.toISOString(), seen: sectorsSeen(ship, fromSectors, map) }
  await db.execute(rememberingSeen((name) => sql`${sql.param(values[name])}`))
  await forgetOldest(db, userId, now)
}

/** The sectors whose prices a ship sees from these. */
export const sectorsSeen = (ship: Ship, fromSectors: readonly number[], { graph }: GalaxyMap): number[] => {
  const { sightTurns } = shipFigures(ship)
  return [
    ...new Set(fromSectors.flatMap((sectorId) => [...sectorsWithin(graph, sectorId, sightTurns).keys()])),
  ]
}

/** The statement that copies the markets of the sectors `seen`; older ones are to be forgotten after it. */
export const rememberingSeen = (value: (name: 'userId' | 'at' | 'seen') => SQL): SQL => sql`
  insert into ${rememberedPorts} (user_id, port_id, seen_at, markets)
  select ${value('userId')}::uuid, p.id, ${value('at')}::timestamptz, jsonb_agg(jsonb_build_object('commodity', m.commodity,
    'stock', m.stock, 'stockRemainder', m.stock_remainder, 'stockAtMs', (extract(epoch from m.stock_at) * 1000)::bigint))
  from ${ports} p join ${portMarkets} m on m.port_id = p.id
  where p.sector_id = any(${value('seen')}::int[])
  group by p.id order by p.id
  on conflict (user_id, port_id) do update set seen_at = excluded.seen_at, markets = excluded.markets`

/** Forgets what is too old and what is too much. */
export async function forgetOldest(db: GalaxyDb, userId: string, now: Date): Promise<void> {
  await oldestOf(db).execute({ userId, since: new Date(now.getTime() - REMEMBERED_DAYS * DAY_MS) })
}

const oldestOf = prepared((db: GalaxyDb) => {
  const userId = sql.placeholder('userId')
  // Null, and so nothing is forgotten, while there are no more than the limit.
  const lastKept = sql`(select r.seen_at, r.port_id from ${rememberedPorts} r where r.user_id = ${userId}
    order by r.seen_at desc, r.port_id desc offset ${REMEMBERED_PORTS - 1} limit 1)`
  return db
    .delete(rememberedPorts)
    .where(
      and(
        eq(rememberedPorts.userId, userId),
        or(
          lt(rememberedPorts.seenAt, sql.placeholder('since')),
          sql`row(${rememberedPorts.seenAt}, ${rememberedPorts.portId}) < ${lastKept}`,
        ),
      ),
    )
    .prepare('forget_oldest_ports')
})
