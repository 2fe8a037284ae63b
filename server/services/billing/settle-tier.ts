import { and, eq, inArray, ne } from 'drizzle-orm'
import { paypalPlans, subscriptions } from '#db/schema/platform/billing.ts'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { isEndedAtPayPal } from '#server/domain/billing/subscription-status.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { planPaid, settleChanges, type PaidPlan } from '#server/domain/billing/tier-change.ts'
import { tierOfOffer } from '#server/domain/billing/tiers.ts'
import { type PayPalSubscription } from '#server/paypal/paypal-port.ts'
import { type Tx } from '../context.ts'
import { hideOrShowEmblem } from '../regions/emblem-of.ts'
import { leaveTier } from './leave-tier.ts'
import { notify } from '../notifications/notify.ts'
import { getPlanByPayPalId, getPriceOf } from './plan-queries.ts'
import { type SubscriptionRow } from './queries.ts'
import { setBinding } from './set-binding.ts'
import {
  findPaidPlans,
  findTierChanges,
  getAgreement,
  ofAgreement,
  type TierChangeRow,
} from './tier-change-queries.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Brings the changes of a subscription's tier up to what PayPal and the ledger say, and the subscription's tier and price to what was
 * paid last: so both change with the first bill of the new price, for a larger tier and for a smaller one. Depends on the facts
 * alone, and may be repeated.
 */
export async function settleTier(
  tx: Tx,
  row: SubscriptionRow,
  state: SubscriptionState,
  snapshot: PayPalSubscription | null,
): Promise<void> {
  const current = row.paypalSubscriptionId
  await endReplaced(tx, row)
  if (current === null) return
  const changes = await findTierChanges(tx.db, current)
  const agreement = await getAgreement(tx.db, current, changes)
  if (agreement === null) return
  const payments = await findPaidPlans(tx.db, row.id)
  if (changes.length > 0)
    await settleAll(tx, row, { changes, payments: ofAgreement(payments, agreement), snapshot, state })
  // Until anything is paid, what counts is the checkout's newest choice.
  if (!state.isGranted) return
  const paid = planPaid(agreement.bought, payments)
  if (agreement.planIds.includes(paid)) await setPlan(tx, row, paid)
  // A renewal that is not paid yet: the tier stays that of the last payment, and the renewal costs what its payer saw.
  else await setTier(tx, row, paid)
}

type Found = {
  changes: readonly TierChangeRow[]
  payments: readonly PaidPlan[]
  snapshot: PayPalSubscription | null
  state: SubscriptionState
}

async function settleAll(tx: Tx, row: SubscriptionRow, { changes, payments, snapshot, state }: Found) {
  const agreed =
    snapshot === null ? null : await getPlanByPayPalId(tx.db, tx.config.paypalEnvironment, snapshot.planId)
  const isEnded =
    snapshot === null ||
    isEndedAtPayPal(snapshot.status) ||
    row.cancelRequestedAt !== null ||
    state.status === 'handed_over'
  const settled = settleChanges(changes, {
    ...{ agreedPlanId: agreed?.id ?? null, payments, isEnded, now: tx.now },
  })
  for (const [i, { id, status, consentedAt, settledAt }] of settled.entries()) {
    const before = changes[i]
    if (before?.status === status && before.consentedAt?.getTime() === consentedAt?.getTime()) continue
    await tx.db.update(tierChanges).set({ status, consentedAt, settledAt }).where(eq(tierChanges.id, id))
    if (before?.status !== status) await writeBillingEvent(tx, row.id, `size-${status}`)
  }
}

/** What was asked of a PayPal subscription that another has replaced comes to nothing. */
const endReplaced = (tx: Tx, row: SubscriptionRow) =>
  tx.db
    .update(tierChanges)
    .set({ status: 'ended', settledAt: tx.now })
    .where(
      and(
        eq(tierChanges.subscriptionId, row.id),
        inArray(tierChanges.status, ['asked', 'consented']),
        ne(tierChanges.paypalSubscriptionId, row.paypalSubscriptionId ?? ''),
      ),
    )

/** Makes a plan the one that the subscription is paid by: its price is what the next bill is, and its tier what the owner has. */
async function setPlan(tx: Tx, row: SubscriptionRow, planId: string): Promise<void> {
  if (row.paypalSubscriptionId === null) return
  const isOther = await setBinding(tx, row.paypalSubscriptionId, planId)
  const isMoved = await setTier(tx, row, planId)
  const price = isOther || isMoved ? await getPriceOf(tx.db, planId) : null
  if (price === null) return
  await tx.db
    .update(subscriptions)
    .set({ amountMinor: price.amountMinor })
    .where(eq(subscriptions.id, row.id))
}

/** Gives the subscription the tier of a plan. Answers whether that is another. */
async function setTier(tx: Tx, row: SubscriptionRow, planId: string): Promise<boolean> {
  const [plan] = await tx.db.select().from(paypalPlans).where(eq(paypalPlans.id, planId))
  const tier = plan ? tierOfOffer(plan.plan) : row.tier
  if (tier === row.tier) return false
  await tx.db.update(subscriptions).set({ tier }).where(eq(subscriptions.id, row.id))
  return true
}

/**
 * Gives the region of a subscription its tier. Does nothing while it has it already, or is another's by now.
 */
export async function giveTierToRegion(tx: Tx, subscriptionId: string): Promise<void> {
  const [held] = await tx.db
    .select({ subscription: subscriptions, region: regions })
    .from(subscriptions)
    .innerJoin(regions, eq(regions.id, subscriptions.regionId))
    .where(eq(subscriptions.id, subscriptionId))
  if (!held || held.subscription.status === 'handed_over') return
  const { subscription, region } = held
  if (region.tier === subscription.tier) return
  await tx.db.update(regions).set({ tier: subscription.tier }).where(eq(regions.id, region.id))
  await hideOrShowEmblem(tx, { ...region, tier: subscription.tier })
  const loss = await leaveTier(tx, region, subscription.tier)
  await tx.audit({
    action: 'billing.tier-changed',
    regionId: region.id,
    subject: { type: 'subscription', id: subscriptionId },
    detail: { from: region.tier, to: subscription.tier },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'region', id: region.id })
  // What a new region has from the start is no change.
  if (region.createdAt.getTime() === tx.now.getTime()) return
  const { name } = tx.config.tiers[subscription.tier]
  await notify(tx, {
    userIds: [subscription.userId],
    kind: 'billing.tier-changed',
    title: `${region.displayName} is ${name} now`,
    body: `PayPal has billed the new price for the first time.${loss}`,
    href: `/account/billing/size/${subscriptionId}`,
    regionId: region.id,
  })
}
