import { and, eq, lt, or, sql } from 'drizzle-orm'
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
  { graph }: GalaxyMap,
): Promise<void> {
  const { sightTurns } = shipFigures(ship)
  const seen = new Set(
    fromSectors.flatMap((sectorId) => [...sectorsWithin(graph, sectorId, sightTurns).keys()]),
  )
  const at = now.toISOString()
  await db.execute(sql`
    insert into ${rememberedPorts} (user_id, port_id, seen_at, markets)
    select ${userId}::uuid, p.id, ${at}::timestamptz, jsonb_agg(jsonb_build_object('commodity', m.commodity, 'stock', m.stock,
      'stockRemainder', m.stock_remainder, 'stockAtMs', (extract(epoch from m.stock_at) * 1000)::bigint))
    from ${ports} p join ${portMarkets} m on m.port_id = p.id
    where p.sector_id = any(${sql.param([...seen])}::int[])
    group by p.id order by p.id
    on conflict (user_id, port_id) do update set seen_at = excluded.seen_at, markets = excluded.markets`)
  await forgetOldest(db, userId, now)
}

async function forgetOldest(db: GalaxyTx['db'], userId: string, now: Date): Promise<void> {
  const ofPilot = eq(rememberedPorts.userId, userId)
  // Null, and so nothing is forgotten, while there are no more than the limit.
  const lastKept = sql`(select r.seen_at, r.port_id from ${rememberedPorts} r where r.user_id = ${userId}
    order by r.seen_at desc, r.port_id desc offset ${REMEMBERED_PORTS - 1} limit 1)`
  await db
    .delete(rememberedPorts)
    .where(
      and(
        ofPilot,
        or(
          lt(rememberedPorts.seenAt, new Date(now.getTime() - REMEMBERED_DAYS * DAY_MS)),
          sql`row(${rememberedPorts.seenAt}, ${rememberedPorts.portId}) < ${lastKept}`,
        ),
      ),
    )
}
