import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { rescues, transfers } from '#db/schema/platform/ownership.ts'
import { settleSubscriptionJob } from '#jobs/billing/settle-subscription.ts'
import { job } from '#jobs/outbox.ts'
import { holdExpiresAt } from '#server/domain/billing/checkout-holds.ts'
import { storeState } from '#server/domain/billing/stored-state.ts'
import { openSubscription } from '#server/domain/billing/subscription.ts'
import { paymentWindow } from '#server/domain/ownership/transfer.ts'
import { tierOfOffer, type Tier } from '#server/domain/billing/tiers.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireMayBecomeOwner } from '../ownership/find-rescuers.ts'
import { requireUser, type UserActor } from '../require-actor.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireRegion } from '../regions/require-region.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { createAtPayPal } from './create-at-paypal.ts'
import { openBinding } from './open-binding.ts'
import { type PlanRow } from './plan-queries.ts'
import { requireNoDeletion } from './require-no-deletion.ts'
import { requireTierOnOffer } from './require-tier-on-offer.ts'
import { type StartedCheckout } from './start-checkout.ts'

type Cause = { rescueId: string; transferId: null } | { rescueId: null; transferId: string }

/**
 * Starts the checkout by which the winner of a rescue takes the region over: a subscription of their own, of a size that is sold, at its price;
 * without a choice of the size that the region has, or of the smallest where that is not sold any more. Asking again continues the same checkout. Nothing changes hands yet: that needs a payment in time.
 * @throws UNAUTHORIZED; NOT_FOUND for others than the rescuer; CONFLICT `not-won`, `not-eligible`, `not-offered`, `deletion-asked`; UNAVAILABLE while PayPal is down;
 * TOO_MANY_REQUESTS.
 */
export async function startTakeover(
  ctx: Ctx,
  { rescueId, tier }: { rescueId: string; tier?: Tier | undefined },
): Promise<StartedCheckout> {
  const { regionId } = await requireOwnRescue(ctx, requireUser(ctx), rescueId)
  const cause = { rescueId, transferId: null }
  return start(ctx, { cause, tier: tier ?? (await presentTier(ctx, regionId)) }, (tx, user) =>
    lockWonRegion(tx, user, rescueId),
  )
}

/**
 * The same for the receiver of a transfer, once it has been announced for long enough.
 * @throws as {@link startTakeover}; CONFLICT `not-now`.
 */
export async function startTransferTakeover(
  ctx: Ctx,
  { transferId, tier }: { transferId: string; tier?: Tier | undefined },
): Promise<StartedCheckout> {
  const { regionId } = await requireOwnTransfer(ctx, requireUser(ctx), transferId)
  const cause = { rescueId: null, transferId }
  return start(ctx, { cause, tier: tier ?? (await presentTier(ctx, regionId)) }, (tx, user) =>
    lockReceivedRegion(tx, user, transferId),
  )
}

async function start(
  ctx: Ctx,
  { cause, tier }: { cause: Cause; tier: Tier },
  lockTheRegion: (tx: Tx, user: UserActor) => Promise<RegionRow>,
): Promise<StartedCheckout> {
  const user = requireUser(ctx)
  await ctx.limits.take('checkout-user', user.userId)
  const plan = await requireTierOnOffer(ctx, tier)
  const opened = await transact(ctx, async (tx) => {
    // Locks the user, so that two clicks make one checkout.
    await tx.db.select({ id: users.id }).from(users).where(eq(users.id, user.userId)).for('update')
    await requireNoDeletion(tx, user)
    const region = await lockTheRegion(tx, user)
    await requireMayBecomeOwner(tx, { regionId: region.id, userId: user.userId })
    const subscriptionId = await openTakeover(tx, user, { cause, region, plan })
    return { subscriptionId, bindingId: await openBinding(tx, subscriptionId, plan.id) }
  })
  const made = await createAtPayPal(ctx, { ...opened, planId: plan.paypalPlanId })
  return { id: opened.subscriptionId, status: 'pending', ...made }
}

async function presentTier(ctx: Ctx, regionId: string): Promise<Tier> {
  const { tier } = await requireRegion(ctx, regionId)
  return ctx.config.tiers[tier].isOffered ? tier : 'standard'
}

async function lockWonRegion(tx: Tx, user: UserActor, rescueId: string): Promise<RegionRow> {
  const rescue = await requireOwnRescue(tx, user, rescueId)
  if (rescue.status !== 'won' || rescue.payUntil === null || tx.now >= rescue.payUntil)
    throw new GameError('CONFLICT', 'The time to take this region over is past, or has not come.', {
      reason: 'not-won',
    })
  return requireLockedRegion(tx, rescue.regionId)
}

async function lockReceivedRegion(tx: Tx, user: UserActor, transferId: string): Promise<RegionRow> {
  const transfer = await requireOwnTransfer(tx, user, transferId)
  const region = await requireLockedRegion(tx, transfer.regionId)
  const { acceptedAt, status } = transfer
  const window = acceptedAt && paymentWindow(acceptedAt, region.governanceType)
  if (status !== 'accepted' || !window || tx.now < window.from || tx.now >= window.until)
    throw new GameError('CONFLICT', 'This region cannot be taken over now: see its page for the dates.', {
      reason: 'not-now',
    })
  return region
}

async function requireOwnTransfer({ db }: Ctx, { userId }: UserActor, transferId: string) {
  const [transfer] = await db.select().from(transfers).where(eq(transfers.id, transferId))
  if (transfer?.toId !== userId) throw notFound('This transfer')
  return transfer
}

async function requireOwnRescue({ db }: Ctx, { userId }: UserActor, rescueId: string) {
  const [rescue] = await db.select().from(rescues).where(eq(rescues.id, rescueId))
  if (rescue?.rescuerId !== userId) throw notFound('This rescue')
  return rescue
}

async function openTakeover(
  tx: Tx,
  { userId }: UserActor,
  { cause, region, plan }: { cause: Cause; region: RegionRow; plan: PlanRow },
): Promise<string> {
  const { amountMinor, currency } = plan
  const tier = tierOfOffer(plan.plan)
  const [open] = await tx.db
    .update(subscriptions)
    .set({ tier, amountMinor, currency, updatedAt: tx.now })
    .where(
      and(
        cause.rescueId === null
          ? eq(subscriptions.transferId, cause.transferId)
          : eq(subscriptions.rescueId, cause.rescueId),
        eq(subscriptions.status, 'pending'),
        isNull(subscriptions.cancelRequestedAt),
      ),
    )
    .returning({ id: subscriptions.id })
  if (open) return open.id
  const id = randomUUID()
  await tx.db.insert(subscriptions).values({
    ...{ id, userId, ...cause, plan: 'regional_owner', tier, draft: draftOf(region) },
    ...{ amountMinor, currency },
    ...{ status: 'pending', state: storeState(openSubscription(tx.now)) },
    ...{ nextTransitionAt: holdExpiresAt(tx.now), createdAt: tx.now, updatedAt: tx.now },
  })
  await tx.enqueue(job(settleSubscriptionJob, { subscriptionId: id }, holdExpiresAt(tx.now)))
  await tx.audit({
    action: 'billing.takeover-opened',
    regionId: region.id,
    subject: { type: 'subscription', id },
    detail: cause,
  })
  return id
}

/** What lists and receipts say of it until the region is the buyer's. */
const draftOf = ({ name, displayName, governanceType, economicSpecialization, theme, motto }: RegionRow) => ({
  ...{ name, displayName, governanceType, economicSpecialization, theme, motto },
})
