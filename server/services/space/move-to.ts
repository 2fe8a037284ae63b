import { and, eq } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { eventLog, pilots } from '#db/schema/galaxy/presence.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { availableTurns, spendTurns, turnsReadyAt, WARP_TURNS } from '#server/domain/galaxy/turns.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { notPresent } from './not-present.ts'
import { placeOfGalaxy, requireOpenPlace } from './place.ts'
import { getWhereabouts } from './presence.ts'
import { publishSectors } from './sector-events.ts'

export type MoveOutcome = { sectorId: number; turnsSpent: number; turnsLeft: number }

/**
 * Flies along one warp. Turns are checked and spent under the pilot's row lock, so moves that race never spend a turn
 * twice. The galaxy's event log is its record. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns` (with the
 * seconds until there are enough), `region-not-open`.
 */
export async function moveTo(ctx: Ctx, { toSector }: { toSector: number }): Promise<MoveOutcome> {
  const user = requireUser(ctx)
  const present = await getWhereabouts(ctx.db, user.userId)
  if (!present) throw notPresent()
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  const fly = async (tx: GalaxyTransaction) => {
    const [pilot] = await tx
      .select()
      .from(pilots)
      .where(and(eq(pilots.userId, user.userId), eq(pilots.present, true)))
      .for('update')
    if (!pilot) throw notPresent()
    const now = await ctx.clock.now(tx)
    const [warp] = await tx
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
    await tx
      .update(pilots)
      .set({ sectorId: toSector, milliturns: spent.value.milliturns, turnsAt: spent.value.storedAt })
      .where(eq(pilots.userId, user.userId))
    await tx.insert(eventLog).values({
      at: now,
      kind: 'moved',
      userId: user.userId,
      sectorId: toSector,
      detail: { from: pilot.sectorId, turns },
    })
    return {
      from: pilot.sectorId,
      sectorId: toSector,
      turnsSpent: turns,
      turnsLeft: availableTurns(spent.value, now),
    }
  }
  const { from, ...outcome } = await ctx.galaxies.withGalaxy(place.galaxyId, (galaxy) =>
    galaxy.transaction(fly),
  )
  await publishSectors(ctx, place, [from, toSector])
  return outcome
}
