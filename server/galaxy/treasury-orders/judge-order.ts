import { type GalaxyDb } from '#db/client.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from '../galaxy-context.ts'
import { judgeFestival } from './hold-festival.ts'
import { type OrderReview, type OrderTerms } from './order-terms.ts'
import { judgeJob } from './post-job.ts'
import { judgeWorks } from './raise-works.ts'
import { judgeWithdrawal } from './withdraw-job.ts'

/** Judges an order by the rules of the galaxy as it is now. @throws CONFLICT with the reason, NOT_FOUND. */
export function judgeOrder(
  galaxy: GalaxyDb,
  now: Date,
  { order, traditions }: CallInput<'reviewTreasuryOrder'>,
  terms: OrderTerms,
): Promise<OrderReview> {
  switch (order.kind) {
    case 'job':
      return judgeJob(galaxy, now, order, terms)
    case 'works':
      return judgeWorks(galaxy, order, terms)
    case 'festival':
      return judgeFestival(galaxy, now, { ...order, traditions }, terms)
    case 'withdrawal':
      return judgeWithdrawal(galaxy, now, order.jobId)
  }
}

/** More than any treasury holds: money may come in until the vote is over. */
const UNBOUNDED = 2n ** 53n

/**
 * What an order that is put to the vote would cost today, however much the treasury has. Writes nothing.
 * @throws CONFLICT with the reason, NOT_FOUND.
 */
export const reviewTreasuryOrder = (
  galaxy: GalaxyCtx,
  input: CallInput<'reviewTreasuryOrder'>,
): Promise<CallOutput<'reviewTreasuryOrder'>> =>
  readSnapshot(galaxy, async (tx) =>
    judgeOrder(tx, await galaxy.clock.now(tx), input, { treasury: UNBOUNDED, byVote: true }),
  )
