import { and, eq, lte, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { pilotTotals } from '#db/schema/galaxy/trade.ts'
import { GameError, isGameError } from '#server/errors.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { balanceOf } from './ledger-account.ts'

export const getPurse = async (
  galaxy: GalaxyCtx,
  { userId }: CallInput<'getPurse'>,
): Promise<CallOutput<'getPurse'>> => ({ credits: await balanceOf(galaxy.db, 'purse', userId) })

/**
 * Moves credits from a purse to the treasury. A repeated `transferId` moves nothing. Nobody gives more than they got for goods that they
 * sold here: otherwise new accounts would carry their starting credits into a treasury (ECONOMY.md §1.6).
 */
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
      if (isNew) await countGift(tx, userId, amount)
      if (isNew) await tx.sendToPlatform({ kind: 'gift', transferId, userId, amount })
      return {
        given: true as const,
        purse: await balanceOf(tx.db, 'purse', userId),
        messages: tx.sentMessages,
      }
    })
  } catch (error) {
    if (!isGameError(error) || !isKeptBack(error.reason)) throw error
    return {
      given: false,
      purse: await balanceOf(galaxy.db, 'purse', userId),
      allowance: await allowanceOf(galaxy.db, userId),
    }
  }
}

const ABOVE_SALES = 'above-sales'
const isKeptBack = (reason: string | undefined) => reason === 'insufficient-balance' || reason === ABOVE_SALES

/** @throws CONFLICT `above-sales`. */
async function countGift({ db }: GalaxyTx, userId: string, amount: number): Promise<void> {
  const given = sql<number>`${pilotTotals.given} + ${amount}`
  const counted = await db
    .update(pilotTotals)
    .set({ given })
    .where(and(eq(pilotTotals.userId, userId), lte(given, pilotTotals.salesNet)))
    .returning({ given: pilotTotals.given })
  if (counted.length === 0)
    throw new GameError('CONFLICT', 'That is more than you sold goods for.', { reason: ABOVE_SALES })
}

/** What a pilot may still give: the net proceeds of their sales here, less what they gave. */
async function allowanceOf(db: GalaxyDb, userId: string): Promise<number> {
  const [totals] = await db.select().from(pilotTotals).where(eq(pilotTotals.userId, userId))
  return totals ? totals.salesNet - totals.given : 0
}
