import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { auditLog } from '#db/schema/platform/operations.ts'
import { GameError, isGameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireOpen, requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { postTransfer } from './post-transfer.ts'
import { purseOf } from './purse-of.ts'
import { transferIdOf } from './transfer-id.ts'

export const GIFT_REASON = 'gift to the treasury'
const GIVEN = 'treasury.gift-given'

/** `purse`: credits that the giver has left in the region. */
export type GiftOutcome = { amount: number; purse: number; message: string }

/**
 * Moves credits from the giver's purse in a region into its treasury, for good. Nothing is given in return: no reputation,
 * no votes. The same gift (`giftId` and amount) sent again is given once; a repetition also writes the audit row that a
 * crash between the two databases has lost. @throws UNAUTHORIZED, NOT_FOUND, CONFLICT (`insufficient-balance`, or while
 * the region is not open), UNAVAILABLE when its galaxy cannot be reached.
 */
export async function giveToTreasury(
  ctx: Ctx,
  input: { region: string; amount: number; giftId?: string | undefined },
): Promise<GiftOutcome> {
  const { userId } = requireUser(ctx)
  const { amount, giftId = randomUUID() } = input
  return transact(ctx, async (tx) => {
    const { region } = await requireReadable(tx, input.region)
    requireOpen(region)
    if (!region.galaxyId) throw notFound('This region')
    const transferId = transferIdOf(`gift ${region.id} ${userId} ${giftId} ${amount}`)
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${transferId}, 0))`)
    const galaxy = await tx.galaxies.open(region.galaxyId)
    const purse = await galaxy.transaction(async (db) => {
      try {
        await postTransfer(db, {
          id: transferId,
          reason: GIFT_REASON,
          at: tx.now,
          postings: [
            { account: 'purse', ownerId: userId, asset: 'credits', amount: -BigInt(amount) },
            { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
          ],
        })
      } catch (error) {
        if (!isGameError(error) || error.reason !== 'insufficient-balance') throw error
        const left = await purseOf(db, userId)
        throw new GameError('CONFLICT', `You have ${left} credits in ${region.displayName}.`, {
          reason: 'insufficient-balance',
          issues: [{ path: 'amount', message: `You have ${left}.` }],
        })
      }
      return purseOf(db, userId)
    })
    const known = await tx.db.$count(
      auditLog,
      and(
        eq(auditLog.subjectType, 'transfer'),
        eq(auditLog.subjectId, transferId),
        eq(auditLog.action, GIVEN),
      ),
    )
    if (known === 0)
      await tx.audit({
        action: GIVEN,
        regionId: region.id,
        subject: { type: 'transfer', id: transferId },
        detail: { amount },
      })
    tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'region', id: region.id })
    return {
      amount,
      purse,
      message: `The treasury of ${region.displayName} has received ${amount} ${amount === 1 ? 'credit' : 'credits'}.`,
    }
  })
}
