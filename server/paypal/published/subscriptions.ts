import { z } from 'zod'
import { PAYPAL_SUBSCRIPTION_STATUSES } from '#server/domain/billing/subscription-status.ts'
import { TRANSACTION_STATUSES } from '../wire.ts'
import { dateTime, id, links, money, reason, uri } from './values.ts'

/** Products, plans and subscriptions, as PayPal publishes them; see `values.ts`. */

const name = z.string().min(1).max(127)
const quantity = z
  .string()
  .min(1)
  .max(32)
  .regex(/^(\d+|(\d+)?\.\d+)$/)
const customId = z
  .string()
  .min(1)
  .max(127)
  .regex(/^[\x20-\x7e]+$/)

export const productRequest = z.strictObject({
  id: z.string().min(6).max(50).optional(),
  name,
  description: z.string().min(1).max(256).optional(),
  type: z.enum(['PHYSICAL', 'DIGITAL', 'SERVICE']),
  category: z
    .string()
    .min(4)
    .max(256)
    .regex(/^[A-Z_]+$/)
    .optional(),
  image_url: uri(1, 2000).optional(),
  home_url: uri(1, 2000).optional(),
})

export const productAnswer = productRequest
  .extend({ create_time: dateTime, update_time: dateTime, links })
  .partial()
  .required({ id: true })

const pricingScheme = z.strictObject({
  version: z.int().min(0).max(999).optional(),
  fixed_price: money.optional(),
  create_time: dateTime.optional(),
  update_time: dateTime.optional(),
})

const tenure = z.enum(['REGULAR', 'TRIAL'])

const billingCycle = z.strictObject({
  pricing_scheme: pricingScheme.optional(),
  frequency: z.strictObject({
    interval_unit: z.enum(['DAY', 'WEEK', 'MONTH', 'YEAR']),
    interval_count: z.int().min(1).max(365).optional(),
  }),
  tenure_type: tenure,
  sequence: z.int().min(1).max(99),
  total_cycles: z.int().min(0).max(999).optional(),
})

export const planRequest = z.strictObject({
  product_id: z.string().min(6).max(50),
  name,
  status: z.enum(['CREATED', 'INACTIVE', 'ACTIVE']).optional(),
  description: name.optional(),
  billing_cycles: z.array(billingCycle).min(1).max(12),
  payment_preferences: z.strictObject({
    auto_bill_outstanding: z.boolean().optional(),
    setup_fee: money.optional(),
    setup_fee_failure_action: z.enum(['CONTINUE', 'CANCEL']).optional(),
    payment_failure_threshold: z.int().min(0).max(999).optional(),
  }),
  quantity_supported: z.boolean().optional(),
})

export const planAnswer = planRequest
  .extend({ id, create_time: dateTime, update_time: dateTime, links: links.min(1).max(10) })
  .partial()
  .required({ id: true })

export const pricingSchemesRequest = z.strictObject({
  pricing_schemes: z
    .array(
      z.strictObject({
        billing_cycle_sequence: z.int().min(1).max(99),
        pricing_scheme: pricingScheme,
      }),
    )
    .min(1)
    .max(99),
})

const applicationContext = z.strictObject({
  brand_name: name.optional(),
  locale: z.string().optional(),
  shipping_preference: z.enum(['GET_FROM_FILE', 'NO_SHIPPING', 'SET_PROVIDED_ADDRESS']).optional(),
  user_action: z.enum(['CONTINUE', 'SUBSCRIBE_NOW']).optional(),
  return_url: uri(10, 4000),
  cancel_url: uri(10, 4000),
})

export const subscriptionRequest = z.strictObject({
  plan_id: id,
  start_time: dateTime.optional(),
  quantity: quantity.optional(),
  auto_renewal: z.boolean().optional(),
  application_context: applicationContext.optional(),
  custom_id: customId.optional(),
})

export const revisionRequest = z.strictObject({
  plan_id: id.optional(),
  quantity: quantity.optional(),
  application_context: applicationContext.optional(),
})

export const revisionAnswer = revisionRequest.extend({
  plan_overridden: z.boolean().optional(),
  links: links.optional(),
})

const text = z.string().max(140)
const subscriber = z.strictObject({
  email_address: z.email().max(254).optional(),
  payer_id: z
    .string()
    .regex(/^[2-9A-HJ-NP-Z]{13}$/)
    .optional(),
  name: z.strictObject({ given_name: text.optional(), surname: text.optional() }).optional(),
  payment_source: z
    .strictObject({
      card: z.strictObject({
        name: z.string().max(300).optional(),
        last_digits: z
          .string()
          .regex(/^\d{2,}$/)
          .optional(),
        brand: z
          .string()
          .regex(/^[A-Z_]+$/)
          .optional(),
      }),
    })
    .optional(),
})

const FAILURE_REASONS = [
  'PAYMENT_DENIED',
  'INTERNAL_SERVER_ERROR',
  'PAYEE_ACCOUNT_RESTRICTED',
  'PAYER_ACCOUNT_RESTRICTED',
  'PAYER_CANNOT_PAY',
  'SENDING_LIMIT_EXCEEDED',
  'TRANSACTION_RECEIVING_LIMIT_EXCEEDED',
  'CURRENCY_MISMATCH',
] as const

const billingInfo = z.strictObject({
  outstanding_balance: money,
  cycle_executions: z
    .array(
      z.strictObject({
        tenure_type: tenure,
        sequence: z.int().min(0).max(99),
        cycles_completed: z.int().min(0).max(9999),
        cycles_remaining: z.int().min(0).max(9999).optional(),
        current_pricing_scheme_version: z.int().min(1).max(99).optional(),
        total_cycles: z.int().min(0).max(999).optional(),
      }),
    )
    .max(3)
    .optional(),
  last_payment: z.strictObject({ amount: money, time: dateTime }).optional(),
  next_billing_time: dateTime.optional(),
  final_payment_time: dateTime.optional(),
  failed_payments_count: z.int().min(0).max(999),
  last_failed_payment: z
    .strictObject({
      amount: money,
      time: dateTime,
      reason_code: z.enum(FAILURE_REASONS).optional(),
      next_payment_retry_time: dateTime.optional(),
    })
    .optional(),
})

const status = z.enum(PAYPAL_SUBSCRIPTION_STATUSES)

/** What a creation answers without `Prefer: return=representation`: id, status and links. */
export const minimalSubscription = z.strictObject({ id, status, create_time: dateTime.optional(), links })

/** Read by its id, and the resource of its events: then all of it is told. */
export const subscription = z.strictObject({
  id,
  plan_id: id,
  status,
  status_change_note: reason.optional(),
  status_update_time: dateTime.optional(),
  start_time: dateTime.optional(),
  quantity: quantity.optional(),
  shipping_amount: money.optional(),
  subscriber: subscriber.optional(),
  billing_info: billingInfo.optional(),
  create_time: dateTime.optional(),
  update_time: dateTime.optional(),
  custom_id: customId.optional(),
  plan_overridden: z.boolean().optional(),
  links: links.optional(),
})

export const reasonRequest = z.strictObject({ reason })
export const captureRequest = z.strictObject({
  note: reason,
  capture_type: z.literal('OUTSTANDING_BALANCE'),
  amount: money,
})

export const transaction = z.strictObject({
  id,
  status: z.enum(TRANSACTION_STATUSES).optional(),
  amount_with_breakdown: z.strictObject({
    gross_amount: money,
    total_item_amount: money.optional(),
    fee_amount: money.optional(),
    shipping_amount: money.optional(),
    tax_amount: money.optional(),
    net_amount: money.optional(),
  }),
  payer_name: z.strictObject({ given_name: text.optional(), surname: text.optional() }).optional(),
  payer_email: z
    .string()
    .min(3)
    .max(254)
    .regex(/^.+@[^"-].+$/)
    .optional(),
  time: dateTime,
})

export const transactionList = z.strictObject({
  transactions: z.array(transaction).max(32_767).optional(),
  total_items: z.int().min(0).optional(),
  total_pages: z.int().min(0).optional(),
  links: links.min(1).max(10).optional(),
})
export const rangeQuery = z.strictObject({ start_time: dateTime, end_time: dateTime })
export const subscriptionQuery = z.strictObject({
  fields: z
    .string()
    .min(1)
    .max(100)
    .regex(/^(last_failed_payment|plan)(,(last_failed_payment|plan))*$/)
    .optional(),
})
