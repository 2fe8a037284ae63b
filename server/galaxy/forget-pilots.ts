import { and, eq, inArray, sql } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { ambushes } from '#db/schema/galaxy/combat.ts'
import { rememberedPorts } from '#db/schema/galaxy/memory.ts'
import { galaxyOutbox, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { shipName } from '#server/domain/ships/hulls.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'

/**
 * Gives former pilots the name that stands in their place, and deletes what they noted for themselves. What others rely on stays: the
 * ledger, receipts, charts that were paid for. Those who were never here are left out; run again it changes nothing.
 */
export function forgetPilots(
  galaxy: GalaxyCtx,
  { pilots: erased }: CallInput<'forgetPilots'>,
): Promise<CallOutput<'forgetPilots'>> {
  return transactInGalaxy(galaxy, async ({ db }) => {
    const nameOf = new Map(erased.map(({ userId, callsign }) => [userId, callsign]))
    const known = await db
      .select({ userId: pilots.userId, shipClass: ships.shipClass })
      .from(pilots)
      .leftJoin(ships, eq(ships.userId, pilots.userId))
      .where(inArray(pilots.userId, [...nameOf.keys()]))
      .orderBy(pilots.userId)
    for (const { userId, shipClass } of known) {
      const callsign = nameOf.get(userId) ?? ''
      await db.update(pilots).set({ callsign, logReadAt: null }).where(eq(pilots.userId, userId))
      if (shipClass)
        await db
          .update(ships)
          .set({ name: shipName(callsign, shipClass) })
          .where(eq(ships.userId, userId))
    }
    const ids = known.map(({ userId }) => userId)
    if (ids.length > 0) {
      await db.delete(rememberedPorts).where(inArray(rememberedPorts.userId, ids))
      await db.delete(ambushes).where(inArray(ambushes.userId, ids))
      await forgetInMessages(db, ids, nameOf)
    }
    return { known: ids.length }
  })
}

/** Departures that are kept for the platform name the pilot and the ship. */
const forgetInMessages = (
  db: GalaxyTransaction,
  ids: readonly string[],
  nameOf: ReadonlyMap<string, string>,
) => {
  const names = sql`${JSON.stringify(Object.fromEntries(ids.map((id) => [id, nameOf.get(id)])))}::jsonb`
  const name = sql`${names} -> (${galaxyOutbox.message} ->> 'userId')`
  return db
    .update(galaxyOutbox)
    .set({
      message: sql`jsonb_set(jsonb_set(${galaxyOutbox.message}, '{pilot,callsign}', ${name}), '{pilot,ship,name}', ${name})`,
    })
    .where(
      and(
        sql`${galaxyOutbox.message} ->> 'kind' = 'departed'`,
        inArray(sql`${galaxyOutbox.message} ->> 'userId'`, [...ids]),
      ),
    )
}
