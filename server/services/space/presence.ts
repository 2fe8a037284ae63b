import { and, eq } from 'drizzle-orm'
import { type GalaxyDb, type GalaxyPool, type Queryable } from '#db/client.ts'
import { eventLog, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { STARTER_SHIP, starterShipName } from '#server/domain/galaxy/starter-ship.ts'
import { fullTurns } from '#server/domain/galaxy/turns.ts'
import { type Ctx } from '../context.ts'
import { getNexusArrivalSector } from '../nexus/get-nexus-arrival-sector.ts'
import { type UserActor } from '../require-actor.ts'
import { type Place } from './place.ts'

export type PilotRow = typeof pilots.$inferSelect
export type WhereaboutsRow = typeof whereabouts.$inferSelect

/** In which galaxy somebody is; null for who has not begun yet. */
export async function getWhereabouts(db: Queryable, userId: string): Promise<WhereaboutsRow | null> {
  const [row] = await db.select().from(whereabouts).where(eq(whereabouts.userId, userId))
  return row ?? null
}

export async function getPilot(galaxy: GalaxyDb, userId: string): Promise<PilotRow | null> {
  const [pilot] = await galaxy
    .select()
    .from(pilots)
    .where(and(eq(pilots.userId, userId), eq(pilots.present, true)))
  return pilot ?? null
}

/**
 * Puts a newcomer with a ship into the galaxy where the platform says they are. Done again it changes nothing, so it also
 * heals an entry that died between the two databases.
 */
export async function landNewcomer(
  ctx: Ctx,
  galaxy: GalaxyPool,
  user: UserActor,
  place: Place,
  fencingVersion: number,
): Promise<void> {
  await galaxy.transaction(async (tx) => {
    const now = await ctx.clock.now(tx)
    const sectorId = place.region ? (place.region.gateSector ?? 1) : await getNexusArrivalSector(tx)
    const { milliturns, storedAt } = fullTurns(now)
    const [landed] = await tx
      .insert(pilots)
      .values({
        userId: user.userId,
        callsign: user.callsign,
        sectorId,
        present: true,
        fencingVersion,
        milliturns,
        turnsAt: storedAt,
        enteredAt: now,
      })
      .onConflictDoNothing()
      .returning({ userId: pilots.userId })
    if (!landed) return
    await tx.insert(ships).values({
      userId: user.userId,
      shipClass: STARTER_SHIP.shipClass,
      name: starterShipName(user.callsign),
      cargoCapacity: STARTER_SHIP.cargoCapacity,
    })
    await tx
      .insert(eventLog)
      .values({ at: now, kind: 'arrived', userId: user.userId, sectorId, detail: { newcomer: true } })
  })
}
