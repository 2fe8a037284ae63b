import { eq } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { orderTitle } from '#server/domain/contracts/order-title.ts'
import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { type Route } from '#server/domain/regions/powers.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { VOTING_DAYS, votingClosesAt } from '#server/domain/voting/schedule.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { openPolicy } from '../policies/open-policy.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireOpen } from '../regions/require-region.ts'
import { type OrderInput, type TreasuryOrderOutcome } from './order-from-treasury.ts'

type Proposal = Omit<OrderInput, 'region'> & {
  region: RegionRow
  route: Extract<Route, { instrument: 'vote' }>
}

/**
 * Puts an order from the treasury to the vote. What it costs today is what it may cost at most; that the treasury has too little today
 * is no obstacle. Its order's id is the policy's, so that the galaxy carries it out once. @throws CONFLICT with the reason, NOT_FOUND.
 */
export async function proposeOrder(ctx: Ctx, proposal: Proposal): Promise<TreasuryOrderOutcome> {
  const { region: found, route, order, orderId, description = '' } = proposal
  if (!found.galaxyId) throw notFound('This region')
  const known = await costOfProposal(ctx, orderId)
  if (known !== null) return proposed(orderId, known)
  const days = proposal.votingDurationDays ?? VOTING_DAYS.default
  requireLaterThanVote(order, votingClosesAt(await ctx.clock.now(ctx.db), days))
  const traditions = found.traditions.map(({ name, date }) => ({ name, date }))
  const { cost, about } = await galaxyClient(ctx, found.galaxyId).reviewTreasuryOrder({ order, traditions })
  return transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, found.id)
    requireOpen(region)
    // Sent twice at the same time, the second waited for the lock.
    const before = await costOfProposal(tx, orderId)
    if (before !== null) return proposed(orderId, before)
    await openPolicy(tx, {
      ...{ id: orderId, region, route, changes: {}, order: { order, cost } },
      title: orderTitle(order, about),
      description,
      votingDurationDays: days,
    })
    return proposed(orderId, cost)
  })
}

const proposed = (policyId: string, cost: number): TreasuryOrderOutcome => ({
  ...{ outcome: 'proposed', orderId: policyId, policyId },
  cost,
})

async function costOfProposal(ctx: Pick<Ctx, 'db'>, policyId: string): Promise<number | null> {
  const [row] = await ctx.db
    .select({ cost: policies.orderCost })
    .from(policies)
    .where(eq(policies.id, policyId))
  return row?.cost ?? null
}

function requireLaterThanVote(order: TreasuryOrder, closesAt: Date): void {
  if (order.kind !== 'festival' || order.day > isoDay(utcDay(closesAt))) return
  throw new GameError(
    'CONFLICT',
    'The vote would end after this festival begins. Choose a later date or a shorter vote.',
    { reason: 'before-the-vote-ends' },
  )
}
