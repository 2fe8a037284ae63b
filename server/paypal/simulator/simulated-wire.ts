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

export const approvalUrlOf = (publicUrl: string, token: string): string =>
  `${publicUrl}/webapps/billing/subscriptions?ba_token=${token}`

export const approvalUrl = (publicUrl: string, subscription: SimulatedSubscription): string =>
  approvalUrlOf(publicUrl, subscription.approvalToken)

export const selfLinks = (publicUrl: string, path: string) => [
  { href: `${publicUrl}/v1/${path}`, rel: 'self', method: 'GET' },
]

/** Who pays here. */
export const BUYER = { email: 'buyer@example.com', payerId: 'BUYERSPAYPAL2', given: 'Test', surname: 'Buyer' }

/** What PayPal keeps of a payment: 3.49 % and 49 cents, as in its list of prices. */
export const feeOf = (amountMinor: number): number => Math.round((amountMinor * 349) / 10_000) + 49

/** Fees and shares of a sale. */
export const currencyWire = (minor: number, currency: string) => ({
  currency,
  value: decimal(minor, currency),
})

function linksOf(subscription: SimulatedSubscription, publicUrl: string) {
  const approve = { href: approvalUrl(publicUrl, subscription), rel: 'approve', method: 'GET' }
  const self = selfLinks(publicUrl, `billing/subscriptions/${subscription.id}`)
  return subscription.status === 'APPROVAL_PENDING' ? [approve, ...self] : self
}

/** What a creation answers. */
export const minimalWire = (subscription: SimulatedSubscription, publicUrl: string) => ({
  id: subscription.id,
  status: subscription.status,
  create_time: timeWire(subscription.createdAt),
  links: linksOf(subscription, publicUrl),
})

/** PayPal writes zeros with one digit. */
const balanceWire = (minor: number, currency: string) =>
  minor === 0 ? { currency_code: currency, value: '0.0' } : amountWire(minor, currency)

/** A subscription. A reading tells the last failure only when it is asked for; events always tell it. */
export function subscriptionWire(
  subscription: SimulatedSubscription,
  plan: SimulatedPlan,
  publicUrl: string,
  { withFailure }: { withFailure: boolean },
) {
  const isWaiting = subscription.status === 'APPROVAL_PENDING'
  return {
    id: subscription.id,
    plan_id: subscription.planId,
    ...(subscription.customId === null ? {} : { custom_id: subscription.customId }),
    quantity: '1',
    shipping_amount: balanceWire(0, plan.currency),
    status: subscription.status,
    status_update_time: timeWire(subscription.statusUpdatedAt),
    create_time: timeWire(subscription.createdAt),
    update_time: timeWire(subscription.statusUpdatedAt),
    plan_overridden: false,
    ...(subscription.startedAt === null ? {} : { start_time: timeWire(subscription.startedAt) }),
    ...(isWaiting
      ? {}
      : {
          subscriber: {
            email_address: BUYER.email,
            payer_id: BUYER.payerId,
            name: { given_name: BUYER.given, surname: BUYER.surname },
          },
          billing_info: billingInfoWire(subscription, plan, withFailure),
        }),
    links: linksOf(subscription, publicUrl),
  }
}

function billingInfoWire(subscription: SimulatedSubscription, plan: SimulatedPlan, withFailure: boolean) {
  const { lastPayment, lastFailure, nextBillingAt } = subscription
  return {
    outstanding_balance: balanceWire(subscription.outstandingMinor, plan.currency),
    cycle_executions: [
      {
        tenure_type: 'REGULAR',
        sequence: 1,
        cycles_completed: subscription.cyclesBilled,
        cycles_remaining:
          plan.totalCycles === 0 ? 0 : Math.max(0, plan.totalCycles - subscription.cyclesBilled),
        current_pricing_scheme_version: 1,
        total_cycles: plan.totalCycles,
      },
    ],
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
    ...(lastFailure === null || !withFailure
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
  }
}

export const planWire = (plan: SimulatedPlan, publicUrl: string) => ({
  id: plan.id,
  product_id: plan.productId,
  name: plan.name,
  status: 'ACTIVE',
  billing_cycles: [
    {
      frequency: { interval_unit: 'MONTH', interval_count: plan.intervalMonths },
      tenure_type: 'REGULAR',
      sequence: 1,
      total_cycles: plan.totalCycles,
      pricing_scheme: { fixed_price: amountWire(plan.priceMinor, plan.currency) },
    },
  ],
  links: selfLinks(publicUrl, `billing/plans/${plan.id}`),
})

export function transactionWire({ id, status, at, amountMinor }: SimulatedTransaction, currency: string) {
  const fee = feeOf(amountMinor)
  const parts =
    status === 'DECLINED'
      ? {}
      : { fee_amount: amountWire(fee, currency), net_amount: amountWire(amountMinor - fee, currency) }
  return {
    id,
    status,
    time: timeWire(at),
    amount_with_breakdown: { gross_amount: amountWire(amountMinor, currency), ...parts },
    payer_name: { given_name: BUYER.given, surname: BUYER.surname },
    payer_email: BUYER.email,
  }
}

/** The sale of a payment, as its event delivers it. */
export const saleWire = (
  { id, amountMinor, at }: SimulatedTransaction,
  subscription: SimulatedSubscription,
  currency: string,
  publicUrl: string,
) => ({
  id,
  billing_agreement_id: subscription.id,
  ...(subscription.customId === null ? {} : { custom: subscription.customId }),
  amount: { ...saleAmountWire(amountMinor, currency), details: { subtotal: decimal(amountMinor, currency) } },
  payment_mode: 'INSTANT_TRANSFER',
  state: 'completed',
  protection_eligibility: 'ELIGIBLE',
  protection_eligibility_type: 'ITEM_NOT_RECEIVED_ELIGIBLE,UNAUTHORIZED_PAYMENT_ELIGIBLE',
  transaction_fee: currencyWire(feeOf(amountMinor), currency),
  create_time: timeWire(at),
  update_time: timeWire(at),
  links: selfLinks(publicUrl, `payments/sale/${id}`),
})

/** Money of a sale that went back. A reversal is written with a minus sign; PayPal keeps its fee. */
export const returnWire = (
  returned: { id: string; how: 'REFUNDED' | 'REVERSED'; amountMinor: number; at: number },
  sale: SimulatedTransaction,
  currency: string,
  publicUrl: string,
) => ({
  id: returned.id,
  sale_id: sale.id,
  amount: saleAmountWire(
    returned.how === 'REVERSED' ? -returned.amountMinor : returned.amountMinor,
    currency,
  ),
  state: 'completed',
  refund_from_transaction_fee: currencyWire(0, currency),
  refund_from_received_amount: currencyWire(returned.amountMinor, currency),
  total_refunded_amount: currencyWire(sale.returnedMinor, currency),
  create_time: timeWire(returned.at),
  update_time: timeWire(returned.at),
  links: selfLinks(publicUrl, `payments/refund/${returned.id}`),
})
