import { isGameError } from '#server/errors.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { balanceOf } from './ledger-account.ts'

export const getPurse = async (
  galaxy: GalaxyCtx,
  { userId }: CallInput<'getPurse'>,
): Promise<CallOutput<'getPurse'>> => ({ credits: await balanceOf(galaxy.db, 'purse', userId) })

/** Moves credits from a purse to the treasury. A repeated `transferId` moves nothing. */
export async function giveToTreasury(
  galaxy: GalaxyCtx,
  input: CallInput<'giveToTreasury'>,
): Promise<CallOutput<'giveToTreasury'>> {
  const { transferId, userId, amount } = input
  try {
    return await transactInGalaxy(galaxy, async (tx) => {
      const isNew = await tx.post({
        id: transferId,
        reason: 'treasury_gift',
        postings: [
          { account: 'purse', ownerId: userId, asset: 'credits', amount: -BigInt(amount) },
          { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
        ],
      })
      if (isNew) await tx.sendToPlatform({ kind: 'gift', transferId, userId, amount })
      return {
        given: true as const,
        purse: await balanceOf(tx.db, 'purse', userId),
        messages: tx.sentMessages,
      }
    })
  } catch (error) {
    if (!isGameError(error) || error.reason !== 'insufficient-balance') throw error
    return { given: false, purse: await balanceOf(galaxy.db, 'purse', userId) }
  }
}
