import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { billingEvents, paymentLedger, paypalBindings } from '#db/schema/platform/billing.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import { type SubscriptionSnapshot } from '#server/domain/billing/subscription-snapshot.ts'
import {
  isEndedAtPayPal,
  type PayPalSubscriptionStatus,
  type SubscriptionStatus,
} from '#server/domain/billing/subscription-status.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { callPayPal } from './call-paypal.ts'
import { createAtPayPal } from './create-at-paypal.ts'
import { findBindings, lockSubscription, type BindingRow, type SubscriptionRow } from './queries.ts'
import { requireOwnSubscription } from './require-own-subscription.ts'
import { requirePlanOfRenewal } from './require-plan-of-renewal.ts'
import { settleSubscription } from './settle-subscription.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * captured: PayPal collects the outstanding amount, and the payment's event restores the subscription. declined: the
 * payment was declined; call again with `newAgreement`. approve: a new PayPal subscription for the same region waits
 * for the buyer's approval.
 */
export type PayAgain =
  | { outcome: 'captured'; approvalUrl: null }
  | { outcome: 'declined'; approvalUrl: null }
  | { outcome: 'approve'; approvalUrl: string }

/**
 * Pays after a failed payment or a cancellation. Collects the outstanding balance if the PayPal subscription still
 * exists; otherwise creates a new one for the same row, and so for the same region.
 * @throws NOT_FOUND for another user's subscription; CONFLICT when nothing is owed or it has ended for good;
 * UNAVAILABLE.
 */
export async function payAgain(
  ctx: Ctx,
  input: { id: string; newAgreement?: boolean | undefined },
): Promise<PayAgain> {
  const { id: subscriptionId } = await requireOwnSubscription(ctx, input.id)
  await callPayPal(() => settleSubscription(ctx, { subscriptionId }))
  const row = await requireOwnSubscription(ctx, subscriptionId)
  if (NOT_RESTORABLE.includes(row.status)) {
    throw new GameError('CONFLICT', 'This subscription cannot be restored. Start a new one.', {
      reason: 'not-restorable',
    })
  }
  // Count before reading PayPal: none of these payments can have settled a debt that we see afterwards.
  const triesSoFar = await fingerprintAttempts(ctx, row.id)
  const snapshot = row.paypalSubscriptionId ? await fetchSnapshot(ctx, row.paypalSubscriptionId) : null
  const isAlive = snapshot !== null && !isEndedAtPayPal(snapshot.status) && row.cancelRequestedAt === null
  if (isAlive && row.status === 'active') {
    throw new GameError('CONFLICT', 'This subscription is paid: nothing is due.', { reason: 'nothing-owed' })
  }
  if (isAlive && snapshot.outstandingMinor > 0 && !input.newAgreement) {
    return capture(ctx, row, snapshot, triesSoFar)
  }
  return openRenewal(ctx, row)
}

const NOT_RESTORABLE: readonly SubscriptionStatus[] = ['pending', 'abandoned', 'terminated', 'handed_over']

const fetchSnapshot = (ctx: Ctx, paypalSubscriptionId: string) =>
  callPayPal(() => ctx.paypal.getSubscription(paypalSubscriptionId))

async function capture(
  ctx: Ctx,
  row: SubscriptionRow,
  snapshot: SubscriptionSnapshot,
  triesSoFar: string,
): Promise<PayAgain> {
  const answer = await callPayPal(() =>
    ctx.paypal.captureOutstanding(snapshot.id, {
      amount: { minor: snapshot.outstandingMinor, currency: row.currency },
      note: 'Outstanding payment',
      // Two clicks share this id, so PayPal collects once. A new payment or decline changes it.
      requestId: sha256Hex(`capture ${snapshot.id} ${snapshot.outstandingMinor} ${triesSoFar}`),
    }),
  )
  await transact(ctx, async (tx) => {
    await writeBillingEvent(tx, row.id, answer === 'accepted' ? 'capture-requested' : 'capture-declined', {
      amountMinor: snapshot.outstandingMinor,
    })
    await tx.audit({
      action: 'billing.capture-requested',
      regionId: row.regionId,
      subject: { type: 'subscription', id: row.id },
      detail: { amountMinor: snapshot.outstandingMinor, answer },
    })
    tx.publish({ audience: { kind: 'user', userId: row.userId }, topic: 'subscription', id: row.id })
  })
  return { outcome: answer === 'accepted' ? 'captured' : 'declined', approvalUrl: null }
}

/** Changes with every payment and every declined attempt. */
async function fingerprintAttempts(ctx: Ctx, subscriptionId: string): Promise<string> {
  const payments = await ctx.db.$count(
    paymentLedger,
    and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, 'payment')),
  )
  const refusals = await ctx.db.$count(
    billingEvents,
    and(eq(billingEvents.subscriptionId, subscriptionId), eq(billingEvents.kind, 'capture-declined')),
  )
  return `${payments} ${refusals}`
}

async function openRenewal(ctx: Ctx, row: SubscriptionRow): Promise<PayAgain> {
  const known = await readSuccessors(ctx, row)
  const opened = await transact(ctx, async (tx) => {
    const locked = await lockSubscription(tx.db, row.id)
    const plan = await requirePlanOfRenewal(tx, locked ?? row)
    const open = (await findSuccessors(tx, row)).find(
      (binding) => binding.planId === plan.id && isOpen(binding, known),
    )
    if (open) return { bindingId: open.id, planId: plan.paypalPlanId }
    const id = randomUUID()
    await tx.db
      .insert(paypalBindings)
      .values({ id, subscriptionId: row.id, planId: plan.id, createdAt: tx.now })
    await writeBillingEvent(tx, row.id, 'renewal-opened')
    await tx.audit({
      action: 'billing.renewal-opened',
      regionId: row.regionId,
      subject: { type: 'subscription', id: row.id },
    })
    return { bindingId: id, planId: plan.paypalPlanId }
  })
  const made = await createAtPayPal(ctx, { subscriptionId: row.id, ...opened })
  return { outcome: 'approve', approvalUrl: made.approvalUrl }
}

/** PayPal subscriptions made to replace the current one, newest first. */
async function findSuccessors(ctx: Ctx, row: SubscriptionRow): Promise<BindingRow[]> {
  const bindings = await findBindings(ctx.db, row.id)
  const at = bindings.findIndex((binding) => binding.paypalSubscriptionId === row.paypalSubscriptionId)
  return bindings.slice(at + 1).reverse()
}

type SuccessorStatus = Map<string, PayPalSubscriptionStatus>

async function readSuccessors(ctx: Ctx, row: SubscriptionRow): Promise<SuccessorStatus> {
  const statuses: SuccessorStatus = new Map()
  for (const { paypalSubscriptionId } of await findSuccessors(ctx, row)) {
    if (paypalSubscriptionId === null) continue
    statuses.set(paypalSubscriptionId, (await fetchSnapshot(ctx, paypalSubscriptionId)).status)
  }
  return statuses
}

/** Whether a renewal waits for approval or was created a moment ago: asking twice for one plan leads to the same page. */
function isOpen({ paypalSubscriptionId }: BindingRow, known: SuccessorStatus): boolean {
  const status = paypalSubscriptionId === null ? undefined : known.get(paypalSubscriptionId)
  return status === undefined || status === 'APPROVAL_PENDING'
}
