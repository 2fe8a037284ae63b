import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { regionNameHolds } from '#db/schema/platform/regions.ts'
import { actAtPayPalJob } from '#jobs/billing/act-at-paypal.ts'
import { job } from '#jobs/outbox.ts'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { type SubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import { GameError } from '#server/errors.ts'
import { PayPalError } from '#server/paypal/paypal-port.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireProof } from '../require-proof.ts'
import { syncToPayPal } from './sync-to-paypal.ts'
import { lockSubscription } from './queries.ts'
import { requireOwnSubscription } from './require-own-subscription.ts'
import { loadSubscriptionView } from './load-subscription-view.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Cancels a subscription: no further billing, and the paid time remains usable. An open checkout is abandoned and its
 * name released. The request is stored before PayPal is called, so it is carried out later when PayPal is
 * unavailable.
 * @throws NOT_FOUND for another user's subscription; FORBIDDEN `step-up`; CONFLICT when it has ended or is already being cancelled.
 */
export const cancelSubscription = (ctx: Ctx, input: { id: string }): Promise<SubscriptionView> =>
  cancel(ctx, input, requireProof)

/** The same where the deletion of the account is due: that was asked for with the password, days ago. */
export const cancelForDeletion = (ctx: Ctx, input: { id: string }): Promise<SubscriptionView> =>
  cancel(ctx, input, () => Promise.resolve())

const NOT_CANCELLABLE: readonly SubscriptionStatus[] = ['abandoned', 'terminated', 'cancelled', 'handed_over']

async function cancel(
  ctx: Ctx,
  input: { id: string },
  requireLeave: (tx: Tx) => Promise<unknown>,
): Promise<SubscriptionView> {
  const { id } = await requireOwnSubscription(ctx, input.id)
  await transact(ctx, async (tx) => {
    const row = await lockSubscription(tx.db, id)
    if (!row || NOT_CANCELLABLE.includes(row.status) || row.cancelRequestedAt) {
      throw new GameError('CONFLICT', 'This subscription is already cancelled.', {
        reason: 'already-cancelled',
      })
    }
    // A checkout that nobody paid is no subscription yet.
    if (row.status !== 'pending') await requireLeave(tx)
    await tx.db
      .update(subscriptions)
      .set({ cancelRequestedAt: tx.now, updatedAt: tx.now })
      .where(eq(subscriptions.id, id))
    if (row.status === 'pending') {
      await tx.db.delete(regionNameHolds).where(eq(regionNameHolds.subscriptionId, id))
    }
    await writeBillingEvent(tx, id, row.status === 'pending' ? 'given-up' : 'cancel-requested')
    await tx.enqueue(job(actAtPayPalJob, { subscriptionId: id }))
    await tx.audit({
      action: 'billing.cancel-requested',
      regionId: row.regionId,
      subject: { type: 'subscription', id },
      detail: { paidThrough: row.paidThrough?.toISOString() ?? null },
    })
    tx.publish({ audience: { kind: 'user', userId: row.userId }, topic: 'subscription', id })
  })
  try {
    await syncToPayPal(ctx, { subscriptionId: id })
  } catch (error) {
    // The job and the sweep keep retrying.
    if (!(error instanceof PayPalError)) throw error
    ctx.log.warn({ err: error, subscriptionId: id }, 'could not cancel at PayPal; will retry')
  }
  return loadSubscriptionView(ctx, await requireOwnSubscription(ctx, id))
}
