import { amountWire, timeWire } from './simulated-wire.ts'
import { type SimulatorContext } from './simulator-context.ts'
import { type SimulatedDispute, type SimulatedSubscription } from './simulator-state.ts'
import { SubscriptionError } from './subscription-error.ts'
import { emit, planOf, sendBack } from './subscription-life.ts'

/** Disputes of buyers about payments, and how they end. Callers commit the context afterwards. */

export type Opening = {
  /** The last payment, if none is named. */
  saleId?: string | undefined
  /** All that is left of it, if nothing is named. */
  amountMinor?: number | undefined
  /** An inquiry leaves the money where it is; a chargeback takes it at once. */
  stage: SimulatedDispute['stage']
}

export function openDispute(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  { saleId, amountMinor, stage }: Opening,
): SimulatedDispute {
  const sale = subscription.transactions.findLast(
    (row) =>
      row.status !== 'DECLINED' &&
      row.amountMinor > row.returnedMinor &&
      (saleId === undefined || row.id === saleId),
  )
  if (!sale) throw new SubscriptionError('TRANSACTION_REFUSED', 'There is no payment left to dispute.')
  const now = context.now()
  const dispute: SimulatedDispute = {
    id: context.newId('PP-D-'),
    subscriptionId: subscription.id,
    saleId: sale.id,
    amountMinor: amountMinor ?? sale.amountMinor - sale.returnedMinor,
    reason: 'UNAUTHORISED',
    stage,
    takenMinor: 0,
    outcomeCode: null,
    openedAt: now,
    updatedAt: now,
  }
  if (stage === 'CHARGEBACK') take(context, subscription, dispute)
  context.state.disputes.push(dispute)
  tell(context, subscription, dispute, 'CREATED')
  return dispute
}

/** The bank asks for the money after all. */
export function escalate(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  dispute: SimulatedDispute,
): void {
  requireOpen(dispute)
  if (dispute.takenMinor === 0) take(context, subscription, dispute)
  dispute.stage = 'CHARGEBACK'
  dispute.updatedAt = context.now()
  tell(context, subscription, dispute, 'UPDATED')
}

/** Ends a dispute. The buyer gets the money if it is not there already; the seller gets back what was taken. */
export function resolve(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  dispute: SimulatedDispute,
  winner: 'buyer' | 'seller',
): void {
  requireOpen(dispute)
  if (winner === 'buyer' && dispute.takenMinor === 0) take(context, subscription, dispute)
  if (winner === 'seller') giveBack(subscription, dispute)
  dispute.outcomeCode = winner === 'buyer' ? 'RESOLVED_BUYER_FAVOUR' : 'RESOLVED_SELLER_FAVOUR'
  dispute.updatedAt = context.now()
  tell(context, subscription, dispute, 'RESOLVED')
}

function requireOpen({ outcomeCode }: SimulatedDispute): void {
  if (outcomeCode !== null) throw new SubscriptionError('INVALID_DISPUTE_STATE', 'This dispute is resolved.')
}

function take(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  dispute: SimulatedDispute,
): void {
  sendBack(context, subscription, 'REVERSED', dispute.saleId, dispute.amountMinor)
  dispute.takenMinor = dispute.amountMinor
}

/** PayPal sends no event for the money that comes back: the dispute's outcome tells it. */
function giveBack(subscription: SimulatedSubscription, dispute: SimulatedDispute): void {
  const sale = subscription.transactions.find((row) => row.id === dispute.saleId)
  if (!sale || dispute.takenMinor === 0) return
  sale.returnedMinor -= dispute.takenMinor
  sale.status = sale.returnedMinor === 0 ? 'COMPLETED' : 'PARTIALLY_REFUNDED'
  dispute.takenMinor = 0
}

const tell = (
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  dispute: SimulatedDispute,
  what: 'CREATED' | 'UPDATED' | 'RESOLVED',
) =>
  emit(
    context,
    `CUSTOMER.DISPUTE.${what}`,
    'dispute',
    dispute.updatedAt,
    disputeWire(dispute, planOf(context, subscription).currency),
  )

export const disputeWire = (dispute: SimulatedDispute, currency: string) => ({
  dispute_id: dispute.id,
  create_time: timeWire(dispute.openedAt),
  update_time: timeWire(dispute.updatedAt),
  disputed_transactions: [{ seller_transaction_id: dispute.saleId }],
  reason: dispute.reason,
  status: dispute.outcomeCode === null ? 'UNDER_REVIEW' : 'RESOLVED',
  dispute_life_cycle_stage: dispute.stage,
  dispute_amount: amountWire(dispute.amountMinor, currency),
  ...(dispute.outcomeCode === null ? {} : { dispute_outcome: { outcome_code: dispute.outcomeCode } }),
})
