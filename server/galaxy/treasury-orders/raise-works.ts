import { eq } from 'drizzle-orm'
import { portWorks } from '#db/schema/galaxy/events.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { decideWorks } from '#server/domain/economy/works.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { payFromTreasury } from './pay-from-treasury.ts'

/** Raises the works of a port by a level. Call it with the treasury locked. @throws CONFLICT with the reason, NOT_FOUND. */
export async function raiseWorks(
  tx: GalaxyTx,
  id: string,
  { portId }: { portId: number },
  treasury: bigint,
): Promise<bigint> {
  const [port] = await tx.db.select({ id: ports.id }).from(ports).where(eq(ports.id, portId))
  if (!port) throw notFound('This port')
  const [built] = await tx.db.select().from(portWorks).where(eq(portWorks.portId, portId)).for('update')
  const verdict = decideWorks(built?.level ?? 0, treasury)
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
  const { level, cost } = verdict.value
  await tx.db
    .insert(portWorks)
    .values({ portId, level, raisedAt: tx.now })
    .onConflictDoUpdate({ target: portWorks.portId, set: { level, raisedAt: tx.now } })
  await payFromTreasury(tx, { id, reason: 'works', amount: cost, to: 'sink:works' })
  return cost
}
