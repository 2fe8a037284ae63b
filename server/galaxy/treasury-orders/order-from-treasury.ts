import { and, eq } from 'drizzle-orm'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { openEconomyDays } from '../economy-days.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from '../galaxy-context.ts'
import { lockTreasury } from '../ledger-account.ts'
import { lockLocalLaw } from '../require-local-law.ts'
import { holdFestival } from './hold-festival.ts'
import { postJob } from './post-job.ts'
import { raiseWorks } from './raise-works.ts'

type Input = CallInput<'orderFromTreasury'>

/**
 * Carries out an order of the region's government: the price leaves the treasury in the same transaction. Works and festivals count from
 * the next midnight. Sent again it answers with the price that was paid. @throws CONFLICT with the reason, NOT_FOUND.
 */
export function orderFromTreasury(galaxy: GalaxyCtx, input: Input): Promise<CallOutput<'orderFromTreasury'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    // In the order in which the opening of a day locks them.
    const law = await lockLocalLaw(tx.db, input.regionId)
    const treasury = BigInt(await lockTreasury(tx.db))
    const known = await paidBefore(tx, input)
    if (known !== null) return { cost: known, messages: [] }
    const cost = Number(await carryOut(tx, input, treasury))
    await openEconomyDays(tx, law)
    await tx.sendToPlatform({
      kind: 'treasury-order',
      orderId: input.orderId,
      userId: input.orderedBy,
      cost,
      order: input.order,
    })
    return { cost, messages: tx.sentMessages }
  })
}

function carryOut(tx: GalaxyTx, input: Input, treasury: bigint): Promise<bigint> {
  switch (input.order.kind) {
    case 'job':
      return postJob(tx, input.orderId, input.order, treasury)
    case 'works':
      return raiseWorks(tx, input.orderId, input.order, treasury)
    case 'festival':
      return holdFestival(tx, input.orderId, { ...input.order, traditions: input.traditions }, treasury)
  }
}

async function paidBefore({ db }: GalaxyTx, { orderId }: Input): Promise<number | null> {
  const [paid] = await db
    .select({ amount: ledgerPostings.amount })
    .from(ledgerPostings)
    .where(and(eq(ledgerPostings.transferId, orderId), eq(ledgerPostings.kind, 'treasury')))
  return paid ? -paid.amount : null
}
