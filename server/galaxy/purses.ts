import { isGameError } from '#server/errors.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { balanceOf } from './ledger-account.ts'

export const purse = async (
  galaxy: GalaxyCtx,
  { userId }: CallInput<'purse'>,
): Promise<CallOutput<'purse'>> => ({ credits: await balanceOf(galaxy.db, 'purse', userId) })

/** Moves credits from a purse to the treasury, for good. Asked again it answers without moving anything. */
export async function gift(galaxy: GalaxyCtx, input: CallInput<'gift'>): Promise<CallOutput<'gift'>> {
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
      if (isNew) await tx.toPlatform({ kind: 'gift', transferId, userId, amount })
      return { given: true as const, purse: await balanceOf(tx.db, 'purse', userId), messages: tx.sent }
    })
  } catch (error) {
    if (!isGameError(error) || error.reason !== 'insufficient-balance') throw error
    return { given: false, purse: await balanceOf(galaxy.db, 'purse', userId) }
  }
}
