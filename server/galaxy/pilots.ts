import { and, eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { STARTER_SHIP, starterShipName } from '#server/domain/galaxy/starter-ship.ts'
import { fullTurns } from '#server/domain/galaxy/turns.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { getNexusArrivalSector } from './get-nexus-arrival-sector.ts'

export type PilotRow = typeof pilots.$inferSelect

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
export function enter(galaxy: GalaxyCtx, traveller: CallInput<'enter'>): Promise<CallOutput<'enter'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    await landNewcomer(tx, traveller)
    const pilot = await getPilot(tx.db, traveller.userId)
    return { sectorId: pilot?.sectorId ?? null, messages: tx.sent }
  })
}

async function landNewcomer(tx: GalaxyTx, traveller: CallInput<'enter'>): Promise<void> {
  const { userId, callsign, fencingVersion } = traveller
  const sectorId = traveller.arrivalSector ?? (await getNexusArrivalSector(tx.db))
  const { milliturns, storedAt } = fullTurns(tx.now)
  const [landed] = await tx.db
    .insert(pilots)
    .values({
      ...{ userId, callsign, sectorId, fencingVersion },
      present: true,
      milliturns,
      turnsAt: storedAt,
      enteredAt: tx.now,
    })
    .onConflictDoNothing()
    .returning({ userId: pilots.userId })
  if (!landed) return
  await tx.db.insert(ships).values({
    userId,
    shipClass: STARTER_SHIP.shipClass,
    name: starterShipName(callsign),
    cargoCapacity: STARTER_SHIP.cargoCapacity,
  })
  await tx.record({ kind: 'arrived', userId, sectorId, detail: { newcomer: true } })
  await tx.toPlatform({ kind: 'sectors', sectorIds: [sectorId] })
}
