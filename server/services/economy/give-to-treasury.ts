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
 * CONFLICT (`insufficient-balance`, `above-sales`, or while the region is not open), UNAVAILABLE when its galaxy cannot be reached.
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
  const answer = await galaxyClient(ctx, region.galaxyId).giveToTreasury({ transferId, userId, amount })
  if (!answer.given) throw keptBack(region.displayName, amount, answer)
  return {
    amount,
    purse: answer.purse,
    message: `The treasury of ${region.displayName} has received ${amount} ${amount === 1 ? 'credit' : 'credits'}.`,
  }
}

function keptBack(
  regionName: string,
  amount: number,
  { purse, allowance }: { purse: number; allowance: number },
): GameError {
  if (amount > purse)
    return new GameError('CONFLICT', `You have ${purse} credits in ${regionName}.`, {
      reason: 'insufficient-balance',
      issues: [{ path: 'amount', message: `You have ${purse}.` }],
    })
  return new GameError(
    'CONFLICT',
    `You can give the treasury of ${regionName} ${allowance} credits: what your sales there brought, less what you gave. Sell goods there to give more.`,
    { reason: 'above-sales', issues: [{ path: 'amount', message: `You can give ${allowance}.` }] },
  )
}
