import { and, eq, lte } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { settleSubscriptionJob } from '#jobs/billing/settle-subscription.ts'
import { job } from '#jobs/outbox.ts'
import { holdExpiresAt } from '#server/domain/billing/checkout-holds.ts'
import { PLANS } from '#server/domain/billing/plans.ts'
import { readState, storeState } from '#server/domain/billing/stored-state.ts'
import { paidInVain } from '#server/domain/billing/subscription-effects.ts'
import { nextTransitionAt, reduceSubscription } from '#server/domain/billing/subscription-state.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { nameKeys } from '#server/domain/names/skeleton.ts'
import { type PayPalSubscription } from '#server/paypal/paypal-port.ts'
import { type Tx } from '../context.ts'
import { endRescues } from '../ownership/end-rescues.ts'
import { hasOpenRescue } from '../ownership/has-open-rescue.ts'
import { applyEffects } from './apply-effects.ts'
import { countPayments } from './count-payments.ts'
import { bindSuccessor } from './bind-successor.ts'
import { isDisplayNameTaken } from './display-names.ts'
import { findLedger, isNameTaken, type SubscriptionRow } from './queries.ts'
import { reinstateWon } from './reinstate-won.ts'
import { findOfferedPlanIds } from './plan-queries.ts'
import { type PayPalReading } from './read-at-paypal.ts'
import { isRefundedByUs, refundPaidInVain } from './refund-paid-in-vain.ts'
import { giveTierToRegion, settleTier } from './settle-tier.ts'
import { tellOfAnnouncedPrice } from './tell-of-announced-price.ts'
import { getTakeover, type EndedSubscription } from './takeover-stage.ts'

/**
 * Updates one subscription from a reading of PayPal (PAYPAL.md "Shape that survives"). The pure reducer combines
 * PayPal's answer with the ledger and the time; state, effects and timer are written in the transaction that locks
 * the row. Returns whether anything changed.
 */
export async function applyReading(
  tx: Tx,
  locked: SubscriptionRow,
  { snapshot, successor }: PayPalReading,
  ended: EndedSubscription | null = null,
): Promise<{ changed: boolean }> {
  const row = successor ? await bindSuccessor(tx, locked, successor) : locked
  const before = readState(row.state)
  await countPayments(tx, row.id)
  const disputes = await reinstateWon(tx, row.id)
  const { state, effects } = reduceSubscription(before, {
    facts: await loadFacts(tx, row, ended),
    snapshot,
    ledger: await findLedger(tx.db, row.id),
    disputes,
    now: tx.now,
  })
  await saveState(tx, row, state, snapshot)
  await settleTier(tx, row, state, snapshot)
  await applyEffects(tx, row, state, effects)
  await giveTierToRegion(tx, row.id)
  await tellOfAnnouncedPrice(tx, row)
  if (paidInVain(state)) await refundPaidInVain(tx, row, state)
  if (row.regionId !== null && isPaid(state) && (await hasOpenRescue(tx.db, row.regionId)))
    await endRescues(tx, row.regionId, 'paid')
  await extendHoldDuringPayment(tx, row, state)
  const changed =
    effects.length > 0 || before.status !== state.status || snapshot?.status !== row.paypalStatus
  if (changed) {
    tx.publish({ audience: { kind: 'user', userId: row.userId }, topic: 'subscription', id: row.id })
  }
  return { changed }
}

const isPaid = ({ status }: SubscriptionState): boolean => status === 'active' || status === 'cancelled'

async function loadFacts(tx: Tx, row: SubscriptionRow, ended: EndedSubscription | null) {
  return {
    plan: PLANS[row.plan],
    paypalPlanIds: await findOfferedPlanIds(tx.db, tx.config.paypalEnvironment, row.id),
    customId: row.id,
    // A PayPal subscription has exactly one binding, and we found it through its row: no other account can own it.
    isBoundElsewhere: false,
    isOwnerGone: await isOwnerGone(tx, row),
    archiveMonths: tx.config.archiveMonths,
    ...(await getTakeover(tx, row, ended)),
    isNameTaken:
      row.draft !== null &&
      row.rescueId === null &&
      row.transferId === null &&
      row.regionId === null &&
      // Money that is going back buys nothing, even if the name is free again.
      ((await isRefundedByUs(tx, row.id)) ||
        (await isNameTaken(tx.db, row.draft.name, tx.now, row.id)) ||
        (await isDisplayNameTaken(tx.db, nameKeys(row.draft.displayName), {
          now: tx.now,
          exceptSubscriptionId: row.id,
        }))),
  }
}

/** Whether the buyer's account was deleted. Waits for a deletion that is under way. */
async function isOwnerGone(tx: Tx, { userId }: SubscriptionRow): Promise<boolean> {
  const [owner] = await tx.db
    .select({ expiredAt: users.expiredAt })
    .from(users)
    .where(eq(users.id, userId))
    .for('share')
  return owner?.expiredAt !== null
}

async function saveState(
  tx: Tx,
  row: SubscriptionRow,
  state: SubscriptionState,
  snapshot: PayPalSubscription | null,
): Promise<void> {
  const next = nextTransitionAt(state, tx.now)
  await tx.db
    .update(subscriptions)
    .set({
      status: state.status,
      state: storeState(state),
      paypalStatus: snapshot?.status ?? row.paypalStatus,
      paidThrough: state.paidThrough,
      nextBillingAt: snapshot?.nextBillingAt ?? null,
      payer: snapshot?.payer ?? row.payer,
      graceUntil: state.status === 'grace' ? (state.timetable?.graceUntil ?? null) : null,
      nextTransitionAt: next,
      flagged: state.flags.length > 0,
      revision: row.revision + 1,
      updatedAt: tx.now,
    })
    .where(eq(subscriptions.id, row.id))
  // Set the timer only when the time changed. The sweep also reads this time from the row.
  if (next && next.getTime() !== row.nextTransitionAt?.getTime()) {
    await tx.enqueue(job(settleSubscriptionJob, { subscriptionId: row.id }, next))
  }
}

/** PayPal says active, but the first payment has not arrived: extend the hold so that nobody else gets the name. */
async function extendHoldDuringPayment(
  tx: Tx,
  row: SubscriptionRow,
  state: SubscriptionState,
): Promise<void> {
  if (state.status !== 'pending' || !row.draft) return
  await tx.db
    .update(regionNameHolds)
    .set({ expiresAt: holdExpiresAt(tx.now) })
    .where(and(eq(regionNameHolds.subscriptionId, row.id), lte(regionNameHolds.expiresAt, tx.now)))
}
