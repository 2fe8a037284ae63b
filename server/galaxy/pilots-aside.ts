import { and, eq, inArray, max, sql } from 'drizzle-orm'
import { localSettings, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { endEncounters } from './combat/stop-flight.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'

const hasShip = sql<boolean>`exists (select from ${ships} where ${ships.userId} = ${pilots.userId})`

export async function tellPilots(
  { db }: GalaxyCtx,
  _input: CallInput<'tellPilots'>,
): Promise<CallOutput<'tellPilots'>> {
  const rows = await db
    .select({
      userId: pilots.userId,
      callsign: pilots.callsign,
      fencingVersion: pilots.fencingVersion,
      present: pilots.present,
      hasShip,
      sectorId: pilots.sectorId,
      enteredAt: pilots.enteredAt,
    })
    .from(pilots)
    .orderBy(pilots.userId)
  const [copy] = await db.select({ version: max(localSettings.version) }).from(localSettings)
  return {
    settingsVersion: copy?.version ?? null,
    pilots: rows.map(({ enteredAt, ...row }) => ({ ...row, enteredAt: enteredAt.toISOString() })),
  }
}

/** Pilots who left have no ship here: one who is not present and has a ship was set aside. */
export function setPilotsAside(
  galaxy: GalaxyCtx,
  { userIds, aside }: CallInput<'setPilotsAside'>,
): Promise<CallOutput<'setPilotsAside'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    if (userIds.length === 0) return { changed: [] }
    const changed = await tx.db
      .update(pilots)
      .set({ present: !aside, docked: false })
      .where(and(inArray(pilots.userId, userIds), eq(pilots.present, aside), hasShip))
      .returning({ userId: pilots.userId })
    if (aside) for (const { userId } of changed) await endEncounters(tx, userId)
    return { changed: changed.map(({ userId }) => userId) }
  })
}
