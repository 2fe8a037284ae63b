import { and, asc, eq, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { evacuateRegionJob } from '#jobs/lifecycle/evacuate-region.ts'
import { job } from '#jobs/outbox.ts'
import { EVACUATION_STUCK_MS } from '#server/domain/regions/evacuation-steps.ts'
import { transact, type Ctx } from '../context.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { sweepEach } from '../sweep-each.ts'
import { followSubscription } from './follow-subscription.ts'
import { payShare } from './pay-share.ts'
import { findAstray } from './region-subscription.ts'

const BATCH = 500

/**
 * Lets regions follow their subscriptions that did not, queues evacuations again whose process died or whose next attempt is due, whatever
 * happened to their jobs, and pays shares of treasuries to citizens who are somewhere by now.
 */
export async function sweepEvacuations(ctx: Ctx): Promise<void> {
  await sweepEach(ctx, await findAstray(ctx.db, BATCH), ({ regionId }) =>
    transact(ctx, (tx) => followSubscription(tx, regionId)),
  )
  const now = await ctx.clock.now(ctx.db)
  const silentBefore = new Date(now.getTime() - EVACUATION_STUCK_MS)
  const due = await ctx.db
    .select({ operationId: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.kind, 'evacuate-region'),
        inArray(operations.status, [...OPEN_OPERATION]),
        or(
          lte(operations.nextAttemptAt, now),
          and(isNull(operations.nextAttemptAt), lt(operations.updatedAt, silentBefore)),
        ),
      ),
    )
  await sweepEach(ctx, due, ({ operationId }) =>
    transact(ctx, (tx) => tx.enqueue(job(evacuateRegionJob, { operationId }))),
  )
  const waiting = await ctx.db
    .select({ shareId: treasuryShares.id })
    .from(treasuryShares)
    .innerJoin(
      whereabouts,
      and(eq(whereabouts.userId, treasuryShares.userId), eq(whereabouts.state, 'present')),
    )
    .where(isNull(treasuryShares.receivedAt))
    .orderBy(asc(treasuryShares.sharedAt), asc(treasuryShares.id))
    .limit(BATCH)
  await sweepEach(ctx, waiting, (share) => payShare(ctx, share))
}
