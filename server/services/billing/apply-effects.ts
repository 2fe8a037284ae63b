import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { actAtPayPalJob } from '#jobs/billing/act-at-paypal.ts'
import { handOverJob } from '#jobs/billing/hand-over.ts'
import { job } from '#jobs/outbox.ts'
import {
  type BillingEffect,
  type BillingFlag,
  type BillingNotice,
} from '#server/domain/billing/billing-effects.ts'
import { FLAG_LABELS, noticeText } from '#server/domain/billing/notice-text.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { isEntitled } from '#server/domain/billing/subscription-status.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { createRegion } from '../provisioning/create-region.ts'
import { followSubscription } from '../lifecycle/follow-subscription.ts'
import { formatAmount } from './format-amount.ts'
import { type SubscriptionRow } from './queries.ts'
import { takeRegionOver } from './take-region-over.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/** Applies the effects of a state change, in the transaction that stores the new state. */
export async function applyEffects(
  tx: Tx,
  row: SubscriptionRow,
  state: SubscriptionState,
  effects: readonly BillingEffect[],
): Promise<void> {
  let regionId = row.regionId
  for (const effect of effects) {
    switch (effect.kind) {
      case 'grant':
      case 'restore':
        regionId ??= await grantRegion(tx, row, state)
        await writeBillingEvent(tx, row.id, effect.kind === 'grant' ? 'granted' : 'restored')
        break
      case 'enter-grace':
      case 'suspend':
      case 'start-evacuation':
      case 'archive':
        await writeBillingEvent(tx, row.id, effect.kind, { until: effect.until.toISOString() })
        break
      case 'terminate':
        await writeBillingEvent(tx, row.id, effect.kind)
        break
      case 'release-name':
        await tx.db.delete(regionNameHolds).where(eq(regionNameHolds.subscriptionId, row.id))
        await writeBillingEvent(tx, row.id, 'abandoned')
        break
      case 'hand-over':
        await tx.enqueue(job(handOverJob, { subscriptionId: row.id }))
        break
      case 'at-paypal':
        await tx.enqueue(job(actAtPayPalJob, { subscriptionId: row.id }))
        break
      case 'notify':
        await notifyOwner(tx, row, state, effect.notice)
        break
      case 'flag':
        await raiseFlag(tx, row, effect.flag)
        break
    }
  }
  if (effects.length === 0) return
  if (regionId) await followSubscription(tx, regionId)
  await tx.audit({
    action: 'billing.settled',
    regionId,
    subject: { type: 'subscription', id: row.id },
    detail: { status: state.status, effects: effects.map((effect) => effect.kind) },
  })
}

/**
 * Creates the region of a subscription, once, or takes it over, and returns its id. A citizenship needs nothing: its subscription is
 * its state.
 */
async function grantRegion(tx: Tx, row: SubscriptionRow, state: SubscriptionState): Promise<string | null> {
  if (!row.draft || !isEntitled(state.status)) return null
  if (row.rescueId !== null || row.transferId !== null) return takeRegionOver(tx, row)
  const { regionId } = await createRegion(tx, { draft: row.draft, ownerId: row.userId })
  await tx.db.update(subscriptions).set({ regionId }).where(eq(subscriptions.id, row.id))
  // From now on the region's own row reserves the name.
  await tx.db.delete(regionNameHolds).where(eq(regionNameHolds.subscriptionId, row.id))
  return regionId
}

async function notifyOwner(
  tx: Tx,
  row: SubscriptionRow,
  state: SubscriptionState,
  notice: BillingNotice,
): Promise<void> {
  // The owner cancelled this checkout, or can start it again on the page where they started it: no notification is needed.
  if (notice === 'checkout-abandoned' && (row.cancelRequestedAt || row.rescueId || row.transferId)) return
  const subject = row.draft ? row.draft.displayName : 'your galactic citizenship'
  const returnedMinor = state.returnedMinor - readState(row.state).returnedMinor
  const words = noticeText(notice, subject, dateForNotice(notice, state), {
    amount: `${formatAmount(returnedMinor, row.currency)} ${row.currency}`,
    isGranted: state.isGranted,
  })
  await notify(tx, {
    userIds: [row.userId],
    kind: `billing.${notice}`,
    title: words.title,
    body: words.body,
    href: '/account/billing',
    ...(row.regionId ? { regionId: row.regionId } : {}),
  })
}

/** The date that a notice mentions. */
function dateForNotice(
  notice: BillingNotice,
  { paidThrough, timetable, disputedUntil }: SubscriptionState,
): Date | null {
  // No timetable means that no full payment ever arrived, so there are no stages.
  if (timetable === null) return paidThrough
  switch (notice) {
    case 'payment-failed':
    case 'grace-ends-soon':
      return timetable.graceUntil
    case 'suspended':
    case 'dispute-lost':
      return timetable.readOnlyUntil
    case 'payment-taken-back':
      return disputedUntil
    case 'evacuation-started':
      return timetable.evacuationUntil
    case 'archived':
      return timetable.archiveUntil
    default:
      return paidThrough
  }
}

async function raiseFlag(tx: Tx, row: SubscriptionRow, flag: BillingFlag): Promise<void> {
  await writeBillingEvent(tx, row.id, 'flag', { flag })
  const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
  await notify(tx, {
    userIds: admins.map((admin) => admin.id),
    kind: 'billing.flag',
    title: FLAG_LABELS[flag],
    body: `Subscription ${row.paypalSubscriptionId ?? row.id} needs attention.`,
    href: '/admin/billing',
  })
}
