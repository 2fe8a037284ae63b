import { and, eq } from 'drizzle-orm'
import { paypalPlans } from '#db/schema/platform/billing.ts'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { checkChange } from '#server/domain/billing/tier-change.ts'
import { type ChangeTierInput } from '#server/domain/billing/tier-input.ts'
import { tierOfOffer } from '#server/domain/billing/tiers.ts'
import { GameError } from '#server/errors.ts'
import { PayPalError } from '#server/paypal/paypal-port.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { callPayPal } from './call-paypal.ts'
import { BRAND } from './create-at-paypal.ts'
import { getBinding, lockSubscription, type SubscriptionRow } from './queries.ts'
import { getPlanByPayPalId, type PlanRow } from './plan-queries.ts'
import { requireNoDeletion } from './require-no-deletion.ts'
import { requireOwnSubscription } from './require-own-subscription.ts'
import { requireTierOnOffer } from './require-tier-on-offer.ts'
import { requireUser } from '../require-actor.ts'
import { settleSubscription } from './settle-subscription.ts'
import { findTierChanges, type TierChangeRow } from './tier-change-queries.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/** PayPal's links are good for some hours; an older one is asked for again. */
const LINK_MS = 2 * 3_600_000

/**
 * Asks PayPal for another tier of a region: answers the page where the payer agrees. Until then nothing changes; after it the first bill
 * of the new price changes the tier. Asked again for the same, it goes on with the same change, and for another, the one before comes
 * to nothing. The tier that is paid can be asked for, to go back on what was agreed.
 * @throws NOT_FOUND for another user's subscription; CONFLICT `no-region`, `cancelled`, `not-paid`, `not-offered`, `same-tier`,
 * `already-agreed`, `deletion-asked` or `paypal-refused`; UNAVAILABLE; TOO_MANY_REQUESTS.
 */
export async function changeTier(ctx: Ctx, input: ChangeTierInput): Promise<{ approvalUrl: string }> {
  const user = requireUser(ctx)
  const { id: subscriptionId } = await requireOwnSubscription(ctx, input.id)
  await ctx.limits.take('checkout-user', user.userId)
  await callPayPal(() => settleSubscription(ctx, { subscriptionId }))
  const row = await requireOwnSubscription(ctx, subscriptionId)
  const paid = await getPlanPaid(ctx, row)
  const isBack = row.tier === input.tier && paid !== null
  const plan = isBack ? paid : await planOfChoice(ctx, row, input)
  const change = await transact(ctx, async (tx) => {
    await requireNoDeletion(tx, user)
    return ask(tx, { subscriptionId, plan, paid })
  })
  if (change.approvalUrl !== null) return { approvalUrl: change.approvalUrl }
  const approvalUrl = await revise(ctx, change, plan)
  await ctx.db.update(tierChanges).set({ approvalUrl }).where(eq(tierChanges.id, change.id))
  return { approvalUrl }
}

/** Says first what is wrong with the subscription, then what with the choice. */
async function planOfChoice(ctx: Ctx, row: SubscriptionRow, { tier }: ChangeTierInput): Promise<PlanRow> {
  requireChange(ctx, row, { tier, agreedPlanId: null, planId: null })
  return requireTierOnOffer(ctx, tier)
}

/** The plan that is paid now. */
async function getPlanPaid(ctx: Ctx, { paypalSubscriptionId }: SubscriptionRow): Promise<PlanRow | null> {
  if (paypalSubscriptionId === null) return null
  const binding = await getBinding(ctx.db, paypalSubscriptionId)
  if (binding?.planId) {
    const [plan] = await ctx.db.select().from(paypalPlans).where(eq(paypalPlans.id, binding.planId))
    return plan ?? null
  }
  const { planId } = await callPayPal(() => ctx.paypal.getSubscription(paypalSubscriptionId))
  return getPlanByPayPalId(ctx.db, ctx.config.paypalEnvironment, planId)
}

async function ask(
  tx: Tx,
  { subscriptionId, plan, paid }: { subscriptionId: string; plan: PlanRow; paid: PlanRow | null },
): Promise<TierChangeRow> {
  const row = await lockSubscription(tx.db, subscriptionId)
  const paypalSubscriptionId = row?.paypalSubscriptionId ?? null
  if (!row || paypalSubscriptionId === null || paid === null)
    throw new GameError('CONFLICT', 'Pay what is due first, then change the size.', { reason: 'not-paid' })
  const changes = await findTierChanges(tx.db, paypalSubscriptionId)
  const agreed = changes.find(({ status }) => status === 'consented')
  const tier = tierOfOffer(plan.plan)
  requireChange(tx, row, { tier, planId: plan.id, agreedPlanId: agreed?.toPlanId ?? null })
  const asked = changes.find(({ status }) => status === 'asked')
  const isFresh = asked !== undefined && tx.now.getTime() - asked.askedAt.getTime() < LINK_MS
  if (asked?.toPlanId === plan.id && isFresh) return asked
  await tx.db
    .update(tierChanges)
    .set({ status: 'ended', settledAt: tx.now })
    .where(and(eq(tierChanges.subscriptionId, row.id), eq(tierChanges.status, 'asked')))
  const [change] = await tx.db
    .insert(tierChanges)
    .values({
      ...{ subscriptionId: row.id, paypalSubscriptionId, fromPlanId: paid.id, toPlanId: plan.id },
      ...{ status: 'asked', askedAt: tx.now },
    })
    .returning()
  if (!change) throw new TypeError('an insert returns its row')
  await writeBillingEvent(tx, row.id, 'size-asked')
  await tx.audit({
    action: 'billing.tier-change-asked',
    regionId: row.regionId,
    subject: { type: 'subscription', id: row.id },
    detail: { from: row.tier, to: tier },
  })
  tx.publish({ audience: { kind: 'user', userId: row.userId }, topic: 'subscription', id: row.id })
  return change
}

function requireChange(
  { config }: Ctx,
  row: SubscriptionRow,
  asked: { tier: SubscriptionRow['tier']; planId: string | null; agreedPlanId: string | null },
): void {
  const verdict = checkChange({
    hasRegion: row.plan === 'regional_owner' && row.regionId !== null,
    status: row.status,
    paypalStatus: row.paypalStatus,
    isCancelled: row.cancelRequestedAt !== null,
    isOffered: config.tiers[asked.tier].isOffered || asked.tier === row.tier,
    isCurrent: asked.tier === row.tier,
    isAgreed: asked.planId !== null && asked.planId === asked.agreedPlanId,
    hasAgreed: asked.agreedPlanId !== null,
  })
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
}

async function revise(ctx: Ctx, change: TierChangeRow, plan: PlanRow): Promise<string> {
  const page = `${ctx.config.publicUrl}/account/billing/size/${change.subscriptionId}`
  try {
    const { approvalUrl } = await ctx.paypal.reviseSubscription(change.paypalSubscriptionId, {
      ...{ planId: plan.paypalPlanId, brandName: BRAND },
      ...{ returnUrl: `${page}?from=paypal`, cancelUrl: `${page}?from=cancel` },
    })
    return approvalUrl
  } catch (error) {
    if (!(error instanceof PayPalError) || !error.isRefusal) return callPayPal(() => Promise.reject(error))
    await transact(ctx, async (tx) => {
      await tx.db
        .update(tierChanges)
        .set({ status: 'ended', settledAt: tx.now })
        .where(and(eq(tierChanges.id, change.id), eq(tierChanges.status, 'asked')))
    })
    throw new GameError('CONFLICT', 'PayPal does not change this subscription now. Nothing was changed.', {
      reason: 'paypal-refused',
      cause: error,
    })
  }
}
