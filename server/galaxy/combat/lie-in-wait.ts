import { eq } from 'drizzle-orm'
import { ambushes } from '#db/schema/galaxy/combat.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { decideAmbush } from '#server/domain/combat/meeting.ts'
import { GameError } from '#server/errors.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from '../galaxy-context.ts'
import { requireShip } from '../orders.ts'
import { lockPilot } from '../pilots.ts'
import { combatLawOf, sectorLawOf } from './combat-ground.ts'
import { refusedFight } from './refused-fight.ts'

/** Lies in wait where one is, until one moves (ECONOMY.md §4). Asked again it costs nothing and changes nothing. */
export function lieInWait(
  galaxy: GalaxyCtx,
  { regionId, citizenOf, ...ref }: CallInput<'lieInWait'>,
): Promise<CallOutput<'lieInWait'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, ref)
    const { userId, sectorId, fencingVersion, docked } = pilot
    const [current] = await tx.db.select().from(ambushes).where(eq(ambushes.userId, userId))
    const waits = current?.sectorId === sectorId && current.fencingVersion === fencingVersion
    if (waits && current.until > tx.now) return { sectorId, until: current.until.toISOString(), messages: [] }
    const { lawful } = await sectorLawOf(tx.db, sectorId, await combatLawOf(tx.db, regionId, tx.now), false)
    if (!lawful.ok) throw new GameError('CONFLICT', lawful.message, { reason: lawful.reason })
    const { ship } = await requireShip(tx.db, pilot)
    const turns = { milliturns: pilot.milliturns, storedAt: pilot.turnsAt }
    const verdict = decideAmbush({ ship, docked, turns }, sectorId, tx.now)
    if (!verdict.ok) throw refusedFight(verdict, turns, tx.now)
    const { ambush, turns: left } = verdict.value
    const row = { ...ambush, since: tx.now, fencingVersion, citizenOf }
    await tx.db
      .insert(ambushes)
      .values({ userId, ...row })
      .onConflictDoUpdate({ target: ambushes.userId, set: row })
    await tx.db
      .update(pilots)
      .set({ milliturns: left.milliturns, turnsAt: left.storedAt })
      .where(eq(pilots.userId, userId))
    return { sectorId, until: ambush.until.toISOString(), messages: tx.sentMessages }
  })
}
