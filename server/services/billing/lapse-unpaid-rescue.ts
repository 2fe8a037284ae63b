import { and, eq, lte } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { RESCUE_END_TEXTS, RESCUE_REST_DAYS } from '#server/domain/ownership/rescue.ts'
import { rescuePath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { lapseRescue } from '../ownership/end-rescue.ts'
import { lockOpenRescues } from '../ownership/rescue-queries.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { reconcileSubscription } from './reconcile-subscription.ts'

/**
 * Ends the right of a winner whose 72 hours are over, after PayPal was asked whether they paid in time. Returns whether it ended it now.
 * @throws PayPalError: the next sweep tries again.
 */
export async function lapseUnpaidRescue(ctx: Ctx, { regionId }: { regionId: string }): Promise<boolean> {
  const now = await ctx.clock.now(ctx.db)
  const [late] = await ctx.db
    .select({ id: rescues.id })
    .from(rescues)
    .where(and(eq(rescues.regionId, regionId), eq(rescues.status, 'won'), lte(rescues.payUntil, now)))
  if (!late) return false
  const checkouts = await ctx.db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(eq(subscriptions.rescueId, late.id))
  for (const { id } of checkouts) await reconcileSubscription(ctx, { subscriptionId: id, patienceMs: 0 })
  return transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    const rescue = (await lockOpenRescues(tx.db, regionId)).find(({ id }) => id === late.id)
    const paid = await tx.db
      .select({ state: subscriptions.state })
      .from(subscriptions)
      .where(eq(subscriptions.rescueId, late.id))
    // One that was paid in time is handed over by its own job.
    if (rescue?.status !== 'won' || paid.some(({ state }) => readState(state).awaitsHandOver)) return false
    await lapseRescue(tx, rescue, 'not-paid')
    await notify(tx, {
      userIds: [rescue.rescuerId, region.ownerId],
      kind: 'ownership.rescue-unpaid',
      title: `${region.displayName} was not taken over`,
      body: `${RESCUE_END_TEXTS['not-paid']} The citizens may name others; who did not pay can be named again after ${RESCUE_REST_DAYS} days.`,
      href: rescuePath(region.name, rescue.id),
      regionId,
    })
    return true
  })
}
