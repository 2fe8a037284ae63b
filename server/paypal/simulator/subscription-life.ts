import { nextBillingDay } from '#server/domain/billing/billing-calendar.ts'
import { returnWire, saleWire, subscriptionWire, timeWire } from './simulated-wire.ts'
import { priceAt } from './plan-price.ts'
import { type SimulatorContext } from './simulator-context.ts'
import {
  type SimulatedPlan,
  type SimulatedSubscription,
  type SimulatedTransaction,
} from './simulator-state.ts'
import { SubscriptionError } from './subscription-error.ts'

/** PayPal's actions on a subscription. Callers commit the context afterwards. */

/** PayPal retries a failed payment every five days, twice per cycle. */
const RETRY_AFTER_MS = 5 * 86_400_000
const MAX_ATTEMPTS = 3

export function planOf({ state }: SimulatorContext, subscription: SimulatedSubscription): SimulatedPlan {
  const plan = state.plans.find((candidate) => candidate.id === subscription.planId)
  if (!plan) throw new TypeError(`subscription ${subscription.id} has no plan`)
  return plan
}

/** The buyer approves. With SUBSCRIBE_NOW the subscription is active and billed at once. */
export function approve(context: SimulatorContext, subscription: SimulatedSubscription): void {
  requireStatus(subscription, ['APPROVAL_PENDING'], 'approve')
  const now = context.now()
  subscription.startedAt = now
  subscription.nextBillingAt = now
  setStatus(context, subscription, 'ACTIVE', 'ACTIVATED', now)
  billDue(context, subscription, now)
}

export function suspend(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  at = context.now(),
): void {
  requireStatus(subscription, ['ACTIVE'], 'suspend')
  subscription.nextBillingAt = null
  if (subscription.lastFailure) subscription.lastFailure.retryAt = null
  setStatus(context, subscription, 'SUSPENDED', 'SUSPENDED', at)
}

export function activate(context: SimulatorContext, subscription: SimulatedSubscription): void {
  requireStatus(subscription, ['SUSPENDED'], 'activate')
  if (subscription.failedPaymentsCount >= planOf(context, subscription).failureThreshold) {
    throw new SubscriptionError(
      'SUBSCRIPTION_CANNOT_BE_ACTIVATED',
      'Subscription cannot be activated after payment failure threshold has reached.',
    )
  }
  const now = context.now()
  subscription.nextBillingAt = nextDueAfter(context, subscription, now)
  setStatus(context, subscription, 'ACTIVE', 'ACTIVATED', now)
}

export function cancel(context: SimulatorContext, subscription: SimulatedSubscription): void {
  requireStatus(subscription, ['ACTIVE', 'SUSPENDED'], 'cancel')
  subscription.nextBillingAt = null
  if (subscription.lastFailure) subscription.lastFailure.retryAt = null
  setStatus(context, subscription, 'CANCELLED', 'CANCELLED', context.now())
}

export function captureOutstanding(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  amountMinor: number,
): SimulatedTransaction {
  requireStatus(subscription, ['ACTIVE', 'SUSPENDED', 'EXPIRED'], 'capture')
  if (subscription.outstandingMinor === 0) {
    throw new SubscriptionError(
      'ZERO_OUTSTANDING_BALANCE',
      'Current outstanding balance should be greater than zero.',
    )
  }
  if (amountMinor <= 0 || amountMinor > subscription.outstandingMinor) {
    throw new SubscriptionError(
      'AMOUNT_GREATER_THAN_OUTSTANDING_BALANCE',
      'The capture amount can not be greater than the current outstanding balance.',
    )
  }
  const now = context.now()
  if (!takeOutcome(subscription))
    return recordTransaction(context, subscription, 'DECLINED', amountMinor, now)
  return collect(context, subscription, amountMinor, now)
}

/** PayPal refunds a sale for 180 days. */
const REFUNDED_FOR_MS = 180 * 86_400_000

export function requireRefundable(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  saleId: string,
): void {
  const sale = subscription.transactions.find(({ id }) => id === saleId)
  if (sale && context.now() - sale.at <= REFUNDED_FOR_MS) return
  throw new SubscriptionError('REFUND_TIME_LIMIT_EXCEEDED', 'This transaction is too old to refund.')
}

/** Returns part of a sale: by us (refund) or by the buyer's bank (reversal). Without an amount, all that is left. */
export function sendBack(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  how: 'REFUNDED' | 'REVERSED',
  saleId?: string,
  amountMinor?: number,
) {
  const left = (sale: SimulatedTransaction) => sale.amountMinor - sale.returnedMinor
  const sale = subscription.transactions.findLast(
    (row) => row.status !== 'DECLINED' && left(row) > 0 && (saleId === undefined || row.id === saleId),
  )
  if (!sale) throw new SubscriptionError('TRANSACTION_REFUSED', 'There is no payment left to send back.')
  const takenMinor = amountMinor ?? left(sale)
  if (takenMinor <= 0 || takenMinor > left(sale)) {
    throw new SubscriptionError('TRANSACTION_REFUSED', 'More than the payment cannot be sent back.')
  }
  const { currency } = planOf(context, subscription)
  sale.returnedMinor += takenMinor
  sale.status = left(sale) === 0 ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  // As at PayPal: the event names the sale, not the subscription.
  const returned = { id: context.newId(''), how, amountMinor: takenMinor, at: context.now() }
  const wire = returnWire(returned, sale, currency, context.config.publicUrl)
  emit(context, `PAYMENT.SALE.${how}`, how === 'REFUNDED' ? 'refund' : 'sale', returned.at, wire)
  return wire
}

/** Processes everything due, oldest first, each at its own time. */
export function catchUp(context: SimulatorContext): boolean {
  const now = context.now()
  let hasActed = false
  for (;;) {
    const due = context.state.subscriptions
      .flatMap((subscription) => {
        const at = dueAt(subscription)
        return at === null || at > now ? [] : [{ subscription, at }]
      })
      .sort((a, b) => a.at - b.at)[0]
    if (!due) return hasActed
    hasActed = true
    if (due.at === due.subscription.lastFailure?.retryAt) retry(context, due.subscription, due.at)
    else billDue(context, due.subscription, due.at)
  }
}

/** Bills the next cycle now. */
export function billNow(context: SimulatorContext, subscription: SimulatedSubscription): void {
  requireStatus(subscription, ['ACTIVE'], 'bill')
  billDue(context, subscription, context.now())
}

function dueAt({ status, nextBillingAt, lastFailure }: SimulatedSubscription): number | null {
  if (status !== 'ACTIVE') return null
  const moments = [nextBillingAt, lastFailure?.retryAt ?? null].filter((at): at is number => at !== null)
  return moments.length === 0 ? null : Math.min(...moments)
}

function billDue(context: SimulatorContext, subscription: SimulatedSubscription, at: number): void {
  const plan = planOf(context, subscription)
  if (plan.totalCycles > 0 && subscription.cyclesBilled >= plan.totalCycles) {
    subscription.nextBillingAt = null
    setStatus(context, subscription, 'EXPIRED', 'EXPIRED', at)
    return
  }
  subscription.cyclesBilled += 1
  subscription.billedPlanId = plan.id
  subscription.nextBillingAt = cycleStart(subscription, plan, subscription.cyclesBilled)
  const dueMinor = priceAt(plan, subscription, at) + subscription.outstandingMinor
  if (takeOutcome(subscription)) collect(context, subscription, dueMinor, at)
  else fail(context, subscription, dueMinor, at, 1)
}

function retry(context: SimulatorContext, subscription: SimulatedSubscription, at: number): void {
  const attempt = (subscription.lastFailure?.attempt ?? 0) + 1
  if (takeOutcome(subscription)) collect(context, subscription, subscription.outstandingMinor, at)
  else fail(context, subscription, subscription.outstandingMinor, at, attempt)
}

function collect(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  amountMinor: number,
  at: number,
) {
  const { currency } = planOf(context, subscription)
  subscription.outstandingMinor = Math.max(0, subscription.outstandingMinor - amountMinor)
  if (subscription.outstandingMinor === 0) {
    subscription.failedPaymentsCount = 0
    // The failure stays recorded; only its retry is cancelled.
    if (subscription.lastFailure) subscription.lastFailure.retryAt = null
  }
  subscription.lastPayment = { amountMinor, at }
  const sale = recordTransaction(context, subscription, 'COMPLETED', amountMinor, at)
  emit(
    context,
    'PAYMENT.SALE.COMPLETED',
    'sale',
    at,
    saleWire(sale, subscription, currency, context.config.publicUrl),
  )
  return sale
}

function fail(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  amountMinor: number,
  at: number,
  attempt: number,
): void {
  const plan = planOf(context, subscription)
  const isLast = attempt >= MAX_ATTEMPTS
  subscription.outstandingMinor = amountMinor
  subscription.lastFailure = { amountMinor, at, attempt, retryAt: isLast ? null : at + RETRY_AFTER_MS }
  if (isLast) subscription.failedPaymentsCount += 1
  recordTransaction(context, subscription, 'DECLINED', amountMinor, at)
  emitSubscription(context, subscription, 'PAYMENT.FAILED', at)
  if (isLast && subscription.failedPaymentsCount >= plan.failureThreshold) suspend(context, subscription, at)
}

/** Whether the next payment attempt succeeds; consumes a single failure. */
function takeOutcome(subscription: SimulatedSubscription): boolean {
  const outcome = subscription.paymentOutcome
  if (outcome === 'fail-once') subscription.paymentOutcome = 'succeed'
  return outcome === 'succeed'
}

function recordTransaction(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  status: SimulatedTransaction['status'],
  amountMinor: number,
  at: number,
): SimulatedTransaction {
  const { billedPlanId: planId } = subscription
  const transaction = { id: context.newId(''), status, amountMinor, returnedMinor: 0, at, planId }
  subscription.transactions.push(transaction)
  return transaction
}

/** By PayPal's calendar: a day that a month lacks overflows into the next one, and stays there. */
function cycleStart(subscription: SimulatedSubscription, plan: SimulatedPlan, cycle: number): number {
  let at = new Date(subscription.startedAt ?? subscription.createdAt)
  for (let month = 0; month < cycle * plan.intervalMonths; month++) at = nextBillingDay(at)
  return at.getTime()
}

/** The first cycle after `now`; cycles during a suspension are skipped. */
function nextDueAfter(context: SimulatorContext, subscription: SimulatedSubscription, now: number): number {
  const plan = planOf(context, subscription)
  let cycle = subscription.cyclesBilled
  while (cycleStart(subscription, plan, cycle) <= now) cycle += 1
  return cycleStart(subscription, plan, cycle)
}

export function requireStatus(
  subscription: SimulatedSubscription,
  allowed: readonly SimulatedSubscription['status'][],
  action: string,
): void {
  if (allowed.includes(subscription.status)) return
  throw new SubscriptionError(
    'SUBSCRIPTION_STATUS_INVALID',
    `Invalid subscription status for ${action} action; subscription status should be ${allowed.join(' or ').toLowerCase()}.`,
  )
}

function setStatus(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  status: SimulatedSubscription['status'],
  event: string,
  at: number,
): void {
  subscription.status = status
  subscription.statusUpdatedAt = at
  emitSubscription(context, subscription, event, at)
}

export function emitSubscription(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  event: string,
  at: number,
): void {
  const wire = subscriptionWire(subscription, planOf(context, subscription), context.config.publicUrl, {
    withFailure: true,
  })
  emit(context, `BILLING.SUBSCRIPTION.${event}`, 'subscription', at, wire)
}

export function emit(
  context: SimulatorContext,
  type: string,
  resourceType: string,
  at: number,
  resource: Record<string, unknown>,
): void {
  const { state } = context
  const id = context.newId('WH-')
  const body = JSON.stringify({
    id,
    event_version: '1.0',
    create_time: timeWire(at),
    resource_type: resourceType,
    resource_version: resourceType === 'subscription' ? '2.0' : '1.0',
    event_type: type,
    summary: `${type} – simulated`,
    resource,
    links: [
      {
        href: `${context.config.publicUrl}/v1/notifications/webhooks-events/${id}`,
        rel: 'self',
        method: 'GET',
      },
    ],
  })
  state.events.push({ id, type, at, body })
  state.deliveries.push({
    id: context.newId('D-'),
    eventId: id,
    variant: 'genuine',
    status: state.areDeliveriesHeld ? 'held' : 'pending',
    attempts: 0,
    nextAttemptAtReal: 0,
    lastAnswer: null,
  })
}
