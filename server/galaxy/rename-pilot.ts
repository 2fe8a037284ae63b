import { and, eq, inArray } from 'drizzle-orm'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { renamedShip } from '#server/domain/ships/hulls.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'

/**
 * Renames a pilot who is known here by one of the callsigns before, present or not, and the ship that is called after them. So a call
 * that comes late or twice changes nothing.
 */
export function renamePilot(
  galaxy: GalaxyCtx,
  { userId, from, callsign }: CallInput<'renamePilot'>,
): Promise<CallOutput<'renamePilot'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const known = and(eq(pilots.userId, userId), inArray(pilots.callsign, from))
    const [before] = await tx.db.select().from(pilots).where(known).for('update')
    if (!before || before.callsign === callsign) return { messages: [] }
    await tx.db.update(pilots).set({ callsign }).where(eq(pilots.userId, userId))
    for (const ship of await tx.db.select().from(ships).where(eq(ships.userId, userId))) {
      const names = { from: before.callsign, to: callsign }
      const name = renamedShip({ name: ship.name, hull: ship.shipClass }, names)
      await tx.db.update(ships).set({ name }).where(eq(ships.id, ship.id))
    }
    if (before.present) await tx.sendToPlatform({ kind: 'sectors', sectorIds: [before.sectorId] })
    return { messages: tx.sentMessages }
  })
}
