import { and, eq } from 'drizzle-orm'
import { warps } from '#db/schema/galaxy/space.ts'
import { WARP_TURNS } from '#server/domain/galaxy/turns.ts'
import { GameError } from '#server/errors.ts'
import { flyAlong } from './fly-along.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { lockPilot } from './pilots.ts'

/** Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns`. */
export async function movePilot(
  galaxy: GalaxyCtx,
  { toSector, version, terms, ...ref }: CallInput<'movePilot'>,
): Promise<CallOutput<'movePilot'>> {
  const map = await loadMap(galaxy, version)
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, ref)
    const [warp] = await tx.db
      .select({ kind: warps.kind })
      .from(warps)
      .where(and(eq(warps.fromSector, pilot.sectorId), eq(warps.toSector, toSector)))
    if (!warp) {
      throw new GameError('CONFLICT', `No warp leads from sector ${pilot.sectorId} to sector ${toSector}.`, {
        reason: 'no-warp',
      })
    }
    const leg = { sectorId: toSector, kind: warp.kind, turns: WARP_TURNS[warp.kind] }
    const { flown: _flown, ...moved } = await flyAlong(tx, pilot, [leg], map, terms)
    return { ...moved, messages: tx.sentMessages }
  })
}
