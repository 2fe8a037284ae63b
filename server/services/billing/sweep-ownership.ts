import { inArray } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { isRescuable, OPEN_RESCUES } from '#server/domain/ownership/rescue.ts'
import { transact, type Ctx } from '../context.ts'
import { closeRescueVotes } from '../ownership/close-rescue-votes.ts'
import { endRescues } from '../ownership/end-rescues.ts'
import { openRescueVotes } from '../ownership/open-rescue-votes.ts'
import { promoteRunnerUp } from '../ownership/promote-runner-up.ts'
import { sweepTransfers } from '../ownership/sweep-transfers.ts'
import { getLapse, isPaidByWinner } from '../ownership/rescue-queries.ts'
import { sweepEach } from '../sweep-each.ts'
import { lapseUnpaidRescue } from './lapse-unpaid-rescue.ts'

/** Advances all rescues and transfers: ends those of regions that are paid for or archived, counts, gives the right to pay on, opens votes. */
export async function sweepOwnership(ctx: Ctx): Promise<void> {
  const places = await ctx.db
    .selectDistinct({ regionId: rescues.regionId })
    .from(rescues)
    .where(inArray(rescues.status, [...OPEN_RESCUES]))
  await sweepEach(ctx, places, (place) => advanceRescues(ctx, place))
  await sweepTransfers(ctx)
}

async function advanceRescues(ctx: Ctx, { regionId }: { regionId: string }): Promise<void> {
  // PayPal is asked first: what a winner paid in time counts though the archive has begun since.
  await lapseUnpaidRescue(ctx, { regionId })
  if (await endIfOver(ctx, regionId)) return
  await closeRescueVotes(ctx, { regionId })
  await promoteRunnerUp(ctx, { regionId })
  await openRescueVotes(ctx, { regionId })
}

/** While a dispute halts everything, rescues wait; and a winner who paid in time gets the region by a job of its own. */
const endIfOver = (ctx: Ctx, regionId: string): Promise<boolean> =>
  transact(ctx, async (tx) => {
    const lapse = await getLapse(tx.db, regionId)
    if (lapse && (isRescuable(lapse) || lapse.disputedUntil !== null)) return false
    const isPaid = lapse?.status === 'active' || lapse?.status === 'cancelled'
    if (!isPaid && (await isPaidByWinner(tx.db, regionId))) return true
    return (await endRescues(tx, regionId, isPaid ? 'paid' : 'out-of-time')) > 0
  })
