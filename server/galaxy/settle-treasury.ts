import { and, eq, gte, sql } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { trades } from '#db/schema/galaxy/trade.ts'
import { treasuryCharge } from '#server/domain/travel/restored-postings.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { returnRest } from './contracts/lapse-contracts.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { balanceOf, lockTreasury } from './ledger-account.ts'

export function settleTreasury(
  galaxy: GalaxyCtx,
  { restoreId, since, spentSince }: CallInput<'settleTreasury'>,
): Promise<CallOutput<'settleTreasury'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const returned = await endJobs(tx)
    const carriedOut = await carriedOutSince(tx, since)
    const charge = treasuryCharge({
      carriedOut,
      mayHavePaid: returned + BigInt(spentSince),
      treasury: BigInt(await lockTreasury(tx.db)),
    })
    const isNew =
      charge > 0n &&
      (await tx.post({
        id: transferIdOf(`restore charge ${restoreId}`),
        reason: 'restored',
        postings: [
          { account: 'treasury', ownerId: null, asset: 'credits', amount: -charge },
          { account: 'sink:restored_credits', ownerId: null, asset: 'credits', amount: charge },
        ],
      }))
    return { charged: isNew ? Number(charge) : 0, carriedOut: Number(carriedOut) }
  })
}

/** Ends the treasury's jobs. Answers with what returned to it. */
export async function endJobs(tx: GalaxyTx): Promise<bigint> {
  const open = await tx.db
    .select()
    .from(contracts)
    .where(and(eq(contracts.kind, 'treasury_job'), eq(contracts.state, 'open')))
    .orderBy(contracts.id)
    .for('update')
  let returned = 0n
  for (const contract of open) returned += await returnRest(tx, contract)
  return returned
}

async function carriedOutSince({ db }: GalaxyTx, since: string): Promise<bigint> {
  const [row] = await db
    .select({ credits: sql<string>`coalesce(-sum(${ledgerPostings.amount}), 0)` })
    .from(ledgerPostings)
    .where(and(eq(ledgerPostings.kind, 'source:restored_credits'), gte(ledgerPostings.at, new Date(since))))
  return BigInt(row?.credits ?? 0)
}

export async function countSince(
  { db }: GalaxyCtx,
  { since }: CallInput<'countSince'>,
): Promise<CallOutput<'countSince'>> {
  const from = new Date(since)
  return {
    trades: await db.$count(trades, gte(trades.at, from)),
    postings: await db.$count(ledgerPostings, gte(ledgerPostings.at, from)),
    pilots: await db.$count(pilots, gte(pilots.enteredAt, from)),
    treasury: await balanceOf(db, 'treasury'),
  }
}
