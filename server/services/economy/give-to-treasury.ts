import { GameError, notFound } from '#server/errors.ts'
import { transferIdOf } from '#server/galaxies/transfer-id.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireOpen, requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/** `purse`: credits that the giver has left in the region. */
export type GiftOutcome = { amount: number; purse: number; message: string }

/**
 * Moves credits from the giver's purse in a region into its treasury, for good. Nothing is given in return: no reputation,
 * no votes. The same gift (`giftId` and amount) sent again is given once. The galaxy's commit is the gift, and
 * its message brings the audit row. @throws UNAUTHORIZED, NOT_FOUND,
 * CONFLICT (`insufficient-balance`, or while the region is not open), UNAVAILABLE when its galaxy cannot be reached.
 */
export async function giveToTreasury(
  ctx: Ctx,
  input: { region: string; amount: number; giftId: string },
): Promise<GiftOutcome> {
  const { userId } = requireUser(ctx)
  const { amount, giftId } = input
  const { region } = await requireReadable(ctx, input.region)
  requireOpen(region)
  if (!region.galaxyId) throw notFound('This region')
  const transferId = transferIdOf(`gift ${region.id} ${userId} ${giftId} ${amount}`)
  const { given, purse } = await galaxyClient(ctx, region.galaxyId).giveToTreasury({
    transferId,
    userId,
    amount,
  })
  if (!given)
    throw new GameError('CONFLICT', `You have ${purse} credits in ${region.displayName}.`, {
      reason: 'insufficient-balance',
      issues: [{ path: 'amount', message: `You have ${purse}.` }],
    })
  return {
    amount,
    purse,
    message: `The treasury of ${region.displayName} has received ${amount} ${amount === 1 ? 'credit' : 'credits'}.`,
  }
}
