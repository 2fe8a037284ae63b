import { and, eq } from 'drizzle-orm'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { GameError } from '#server/errors.ts'
import { lockContract } from '../contracts/contract-rows.ts'
import { openEconomyDays } from '../economy-days.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from '../galaxy-context.ts'
import { lockTreasury } from '../ledger-account.ts'
import { lockLocalLaw } from '../require-local-law.ts'
import { holdFestival } from './hold-festival.ts'
import { judgeOrder } from './judge-order.ts'
import { postJob } from './post-job.ts'
import { raiseWorks } from './raise-works.ts'
import { withdrawJob } from './withdraw-job.ts'

type Input = CallInput<'orderFromTreasury'>

/**
 * Carries out an order of the region's government: the price leaves the treasury in the same transaction. Works and festivals count from
 * the next midnight. Sent again it answers with the price that was paid. @throws CONFLICT with the reason, NOT_FOUND.
 */
export function orderFromTreasury(galaxy: GalaxyCtx, input: Input): Promise<CallOutput<'orderFromTreasury'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    // A sale locks its job before the treasury.
    const job = input.order.kind === 'withdrawal' ? await lockContract(tx, input.order.jobId) : null
    // In the order in which the opening of a day locks them.
    const law = await lockLocalLaw(tx.db, input.regionId)
    const treasury = BigInt(await lockTreasury(tx.db))
    const known = await paidBefore(tx, input)
    if (known !== null) return { cost: known, messages: [] }
    const review = await judgeOrder(tx.db, tx.now, input, { treasury, byVote: input.voted !== null })
    if (input.voted && review.cost > input.voted.mostCost)
      throw new GameError(
        'CONFLICT',
        `This costs ${review.cost} credits now, more than the ${input.voted.mostCost} that were voted on.`,
        { reason: 'dearer-than-voted' },
      )
    const returned = job ? await withdrawJob(tx, input.orderId, job) : null
    if (!job) await carryOut(tx, input, review)
    await openEconomyDays(tx, law)
    await tx.sendToPlatform({
      kind: 'treasury-order',
      orderId: input.orderId,
      userId: input.orderedBy,
      cost: review.cost,
      order: returned === null ? input.order : { ...input.order, returned },
    })
    return { cost: review.cost, messages: tx.sentMessages }
  })
}

async function carryOut(
  tx: GalaxyTx,
  input: Input,
  review: CallOutput<'reviewTreasuryOrder'>,
): Promise<void> {
  const { orderId, orderedBy, order, traditions } = input
  switch (order.kind) {
    case 'job':
      return postJob(tx, { id: orderId, postedBy: orderedBy }, order, review)
    case 'works':
      return raiseWorks(tx, orderId, order, review)
    case 'festival':
      return holdFestival(tx, orderId, { ...order, traditions }, review)
    case 'withdrawal':
      return
  }
}

/** What an order has taken from the treasury; a withdrawal took nothing and gave some back. */
async function paidBefore({ db }: GalaxyTx, { orderId }: Input): Promise<number | null> {
  const [paid] = await db
    .select({ amount: ledgerPostings.amount })
    .from(ledgerPostings)
    .where(and(eq(ledgerPostings.transferId, orderId), eq(ledgerPostings.kind, 'treasury')))
  return paid ? Math.max(0, -paid.amount) : null
}
