import { type Cargo } from '../ships/cargo.ts'
import { COMMODITIES } from '../economy/commodities.ts'
import { type Posting } from '../economy/ledger.ts'

/** What a pilot has: credits, and units of each good aboard of a ship. */
export type Holdings = { purse: bigint; shipId: string | null; cargo: Cargo }

/**
 * The postings that turn what a backup says a pilot had into what custody proves they left with. The difference comes from, or goes to,
 * accounts that exist for this alone, so that the ledger tells what a restore made and destroyed. Empty when nothing differs.
 */
export function restoredPostings(userId: string, before: Holdings, after: Holdings): Posting[] {
  const postings: Posting[] = []
  const credits = after.purse - before.purse
  if (credits !== 0n)
    postings.push(
      { account: 'purse', ownerId: userId, asset: 'credits', amount: credits },
      {
        account: credits > 0n ? 'source:restored_credits' : 'sink:restored_credits',
        ownerId: null,
        asset: 'credits',
        amount: -credits,
      },
    )
  for (const good of COMMODITIES) {
    const isSameShip = before.shipId === after.shipId
    const had = BigInt(before.cargo[good] ?? 0)
    const has = BigInt(after.cargo[good] ?? 0)
    const moves: [string | null, bigint][] = isSameShip
      ? [[after.shipId, has - had]]
      : [
          [before.shipId, -had],
          [after.shipId, has],
        ]
    for (const [shipId, units] of moves)
      if (units !== 0n && shipId !== null)
        postings.push(
          { account: 'cargo', ownerId: shipId, asset: good, amount: units },
          {
            account: units > 0n ? 'source:restored_goods' : 'sink:restored_goods',
            ownerId: null,
            asset: good,
            amount: -units,
          },
        )
  }
  return postings
}

/**
 * What the treasury owes after a restore, credits. What pilots carried out since the backup, beyond what they had in it, may have been
 * paid by the treasury, which has it again: without this a government and a friend who leaves would double it. It is never more than the
 * treasury can have paid since, nor than it has.
 */
export function treasuryCharge(facts: { carriedOut: bigint; mayHavePaid: bigint; treasury: bigint }): bigint {
  const { carriedOut, mayHavePaid, treasury } = facts
  const owed = carriedOut < mayHavePaid ? carriedOut : mayHavePaid
  return owed < treasury ? owed : treasury
}
