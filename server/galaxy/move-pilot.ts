import { and, eq } from 'drizzle-orm'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { availableTurns, spendTurns, turnsReadyAt, WARP_TURNS } from '#server/domain/galaxy/turns.ts'
import { GameError } from '#server/errors.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { chartSectors } from './chart-sectors.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { requireShip } from './orders.ts'
import { lockPilot } from './pilots.ts'
import { rememberPrices } from './remember-prices.ts'

/**
 * Flies along one warp. Turns are checked and spent under the pilot's row lock, so concurrent moves never spend a turn
 * twice. The event log is the audit trail of moves. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns` (with the
 * seconds until there are enough).
 */
export async function movePilot(
  galaxy: GalaxyCtx,
  { toSector, version, ...ref }: CallInput<'movePilot'>,
): Promise<CallOutput<'movePilot'>> {
  const map = await loadMap(galaxy, version)
  return transactInGalaxy(galaxy, async (tx) => {
    const { db, now } = tx
    const pilot = await lockPilot(tx, ref)
    const { userId } = pilot
    const [warp] = await db
      .select({ kind: warps.kind })
      .from(warps)
      .where(and(eq(warps.fromSector, pilot.sectorId), eq(warps.toSector, toSector)))
    if (!warp) {
      throw new GameError('CONFLICT', `No warp leads from sector ${pilot.sectorId} to sector ${toSector}.`, {
        reason: 'no-warp',
      })
    }
    const turns = WARP_TURNS[warp.kind]
    const account = { milliturns: pilot.milliturns, storedAt: pilot.turnsAt }
    const spent = spendTurns(account, turns, now)
    if (!spent.ok) {
      const waitMs = turnsReadyAt(account, turns, now).getTime() - now.getTime()
      throw new GameError('CONFLICT', spent.message, {
        reason: spent.reason,
        retryAfterSeconds: Math.ceil(waitMs / 1000),
      })
    }
    await db
      .update(pilots)
      .set({
        sectorId: toSector,
        docked: false,
        milliturns: spent.value.milliturns,
        turnsAt: spent.value.storedAt,
      })
      .where(eq(pilots.userId, userId))
    await tx.logEvents({ kind: 'moved', userId, sectorId: toSector, detail: { from: pilot.sectorId, turns } })
    await tx.sendToPlatform({ kind: 'sectors', sectorIds: [pilot.sectorId, toSector] })
    const { ship } = await requireShip(db, pilot)
    await rememberPrices(tx, { userId, ship }, [pilot.sectorId], map)
    const charted = await chartSectors(tx, pilot, [toSector])
    return {
      sectorId: toSector,
      turnsSpent: turns,
      turnsLeft: availableTurns(spent.value, now),
      charted,
      messages: tx.sentMessages,
    }
  })
}
