import { GameError, isGameError, notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireOpen, requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { balanceOf } from './ledger-account.ts'
import { postTransfer } from './post-transfer.ts'
import { recordGift } from './record-gift.ts'
import { transferIdOf } from './transfer-id.ts'

/** `purse`: credits that the giver has left in the region. */
export type GiftOutcome = { amount: number; purse: number; message: string }

/**
 * Moves credits from the giver's purse in a region into its treasury, for good. Nothing is given in return: no reputation,
 * no votes. The same gift (`giftId` and amount) sent again is given once. The galaxy's commit is the gift; an audit row
 * that could not be written after it is written by a repetition or by `sweepGifts`. @throws UNAUTHORIZED, NOT_FOUND,
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
  const at = await ctx.clock.now(ctx.db)
  const purse = await ctx.galaxies.withGalaxy(region.galaxyId, (galaxy) =>
    galaxy.transaction(async (db) => {
      try {
        await postTransfer(db, {
          id: transferId,
          reason: 'treasury_gift',
          at,
          postings: [
            { account: 'purse', ownerId: userId, asset: 'credits', amount: -BigInt(amount) },
            { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
          ],
        })
      } catch (error) {
        if (!isGameError(error) || error.reason !== 'insufficient-balance') throw error
        const left = await balanceOf(db, 'purse', userId)
        throw new GameError('CONFLICT', `You have ${left} credits in ${region.displayName}.`, {
          reason: 'insufficient-balance',
          issues: [{ path: 'amount', message: `You have ${left}.` }],
        })
      }
      return balanceOf(db, 'purse', userId)
    }),
  )
  try {
    await recordGift(ctx, { regionId: region.id, transferId, userId, amount, at })
  } catch (error) {
    // The credits have moved: a refusal now would be untrue and invite a second gift.
    ctx.log.error({ err: error, transferId }, 'a gift is not audited yet; the sweep writes its row')
  }
  return {
    amount,
    purse,
    message: `The treasury of ${region.displayName} has received ${amount} ${amount === 1 ? 'credit' : 'credits'}.`,
  }
}
