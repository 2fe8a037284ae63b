import { eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { portWorks } from '#db/schema/galaxy/events.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { decideWorks } from '#server/domain/economy/works.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { reviewOf, type OrderReview, type OrderTerms } from './order-terms.ts'
import { payFromTreasury } from './pay-from-treasury.ts'

/** Judges raising the works of a port by a level. @throws CONFLICT with the reason, NOT_FOUND. */
export async function judgeWorks(
  galaxy: GalaxyDb,
  { portId }: { portId: number },
  { treasury }: OrderTerms,
): Promise<OrderReview> {
  const [port] = await galaxy.select({ name: ports.name }).from(ports).where(eq(ports.id, portId))
  if (!port) throw notFound('This port')
  const [built] = await galaxy.select().from(portWorks).where(eq(portWorks.portId, portId))
  const verdict = decideWorks(built?.level ?? 0, treasury)
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
  const { level, cost } = verdict.value
  return reviewOf(cost, { port: port.name, level })
}

/** Raises works that were judged in this transaction, with the treasury locked: nobody else raises any meanwhile. */
export async function raiseWorks(
  tx: GalaxyTx,
  id: string,
  { portId }: { portId: number },
  { cost, about }: OrderReview,
): Promise<void> {
  const level = about.level ?? 1
  await tx.db
    .insert(portWorks)
    .values({ portId, level, raisedAt: tx.now })
    .onConflictDoUpdate({ target: portWorks.portId, set: { level, raisedAt: tx.now } })
  await payFromTreasury(tx, { id, reason: 'works', amount: BigInt(cost), to: 'sink:works' })
}
