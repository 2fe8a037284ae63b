import { formatMoney, isCurrency } from '#server/domain/billing/money.ts'
import {
  type SimulatedPlan,
  type SimulatedSubscription,
  type SimulatedTransaction,
} from './simulator-state.ts'

/** The simulator's records in PayPal's wire format. */

export const timeWire = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

const decimal = (minor: number, currency: string): string => {
  if (!isCurrency(currency)) throw new TypeError(`a plan cannot be priced in ${currency}`)
  return formatMoney({ minor, currency })
}

export const amountWire = (minor: number, currency: string) => ({
  currency_code: currency,
  value: decimal(minor, currency),
})

export const saleAmountWire = (minor: number, currency: string) => ({
  total: decimal(minor, currency),
  currency,
})

export const approvalUrl = (publicUrl: string, subscription: SimulatedSubscription): string =>
  `${publicUrl}/webapps/billing/subscriptions?ba_token=${subscription.approvalToken}`

export function subscriptionWire(
  subscription: SimulatedSubscription,
  plan: SimulatedPlan,
  publicUrl: string,
) {
  const { lastPayment, lastFailure, nextBillingAt } = subscription
  const self = `${publicUrl}/v1/billing/subscriptions/${subscription.id}`
  const isWaiting = subscription.status === 'APPROVAL_PENDING'
  return {
    id: subscription.id,
    plan_id: subscription.planId,
    ...(subscription.customId === null ? {} : { custom_id: subscription.customId }),
    quantity: '1',
    status: subscription.status,
    status_update_time: timeWire(subscription.statusUpdatedAt),
    create_time: timeWire(subscription.createdAt),
    ...(subscription.startedAt === null ? {} : { start_time: timeWire(subscription.startedAt) }),
    ...(isWaiting
      ? {}
      : {
          billing_info: {
            outstanding_balance: amountWire(subscription.outstandingMinor, plan.currency),
            failed_payments_count: subscription.failedPaymentsCount,
            ...(nextBillingAt === null ? {} : { next_billing_time: timeWire(nextBillingAt) }),
            ...(lastPayment === null
              ? {}
              : {
                  last_payment: {
                    amount: amountWire(lastPayment.amountMinor, plan.currency),
                    time: timeWire(lastPayment.at),
                  },
                }),
            ...(lastFailure === null
              ? {}
              : {
                  last_failed_payment: {
                    amount: amountWire(lastFailure.amountMinor, plan.currency),
                    time: timeWire(lastFailure.at),
                    reason_code: 'PAYMENT_DENIED',
                    ...(lastFailure.retryAt === null
                      ? {}
                      : { next_payment_retry_time: timeWire(lastFailure.retryAt) }),
                  },
                }),
          },
        }),
    links: [
      ...(isWaiting ? [{ href: approvalUrl(publicUrl, subscription), rel: 'approve', method: 'GET' }] : []),
      { href: self, rel: 'self', method: 'GET' },
    ],
  }
}

export const transactionWire = (transaction: SimulatedTransaction, currency: string) => ({
  id: transaction.id,
  status: transaction.status,
  time: timeWire(transaction.at),
  amount_with_breakdown: { gross_amount: amountWire(transaction.amountMinor, currency) },
  payer_email: 'buyer@example.com',
})
