import { z } from 'zod'
import { PAYPAL_SUBSCRIPTION_STATUSES } from '#server/domain/billing/subscription-status.ts'

/** PayPal's wire format, as far as we read it. Unknown fields are dropped, unknown event types accepted. */

const link = z.object({ href: z.string(), rel: z.string() })
const time = z.iso.datetime({ offset: true })
/** Money in subscriptions. */
const amount = z.object({ currency_code: z.string(), value: z.string() })
/** Money in sales. */
const saleAmount = z.object({ total: z.string(), currency: z.string() })
/** Fees of sales. */
const saleFee = z.object({ value: z.string(), currency: z.string() })

export const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

export const idSchema = z.object({ id: z.string().min(1) })

/** A plan: ours have one billing cycle. */
export const planSchema = z.object({
  id: z.string().min(1),
  billing_cycles: z.array(z.object({ pricing_scheme: z.object({ fixed_price: amount }) })),
})

export const createdSubscriptionSchema = z.object({
  id: z.string().min(1),
  status: z.enum(PAYPAL_SUBSCRIPTION_STATUSES),
  links: z.array(link),
})

/** What a revision answers: where the payer agrees. */
export const revisionSchema = z.object({ links: z.array(link).default([]) })

export const subscriptionSchema = z.object({
  id: z.string().min(1),
  plan_id: z.string(),
  custom_id: z.string().optional(),
  status: z.enum(PAYPAL_SUBSCRIPTION_STATUSES),
  status_update_time: time.optional(),
  subscriber: z
    .object({
      email_address: z.string().optional(),
      payment_source: z
        .object({
          card: z.object({ brand: z.string().optional(), last_digits: z.string().optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
  billing_info: z
    .object({
      outstanding_balance: amount.optional(),
      last_payment: z.object({ amount, time }).optional(),
      next_billing_time: time.optional(),
      failed_payments_count: z.number().int().nonnegative().default(0),
      last_failed_payment: z
        .object({
          amount,
          time,
          reason_code: z.string().optional(),
          next_payment_retry_time: time.optional(),
        })
        .optional(),
    })
    .optional(),
})
export type SubscriptionWire = z.infer<typeof subscriptionSchema>

export const TRANSACTION_STATUSES = [
  'COMPLETED',
  'DECLINED',
  'PARTIALLY_REFUNDED',
  'PENDING',
  'REFUNDED',
] as const

/** A capture returns its transaction, or nothing yet. */
export const captureSchema = z.object({ status: z.string().optional() }).optional()

export const transactionsSchema = z.object({
  transactions: z
    .array(
      z.object({
        id: z.string(),
        status: z.enum(TRANSACTION_STATUSES),
        time,
        amount_with_breakdown: z.object({ gross_amount: amount, fee_amount: amount.optional() }),
      }),
    )
    .default([]),
  links: z.array(link).default([]),
})

export const eventSchema = z.object({
  id: z.string().min(1),
  event_type: z.string().min(1),
  create_time: time,
  resource_type: z.string().optional(),
  resource: z.record(z.string(), z.unknown()),
})

export const eventListSchema = z.object({
  events: z.array(z.record(z.string(), z.unknown())).default([]),
  links: z.array(link).default([]),
})

export const verificationSchema = z.object({ verification_status: z.enum(['SUCCESS', 'FAILURE']) })

/** The resource of a BILLING.SUBSCRIPTION.* event. Only its id is used; the rest is read from PayPal. */
export const subscriptionResourceSchema = z.object({ id: z.string().min(1) })

/** The resource of a CUSTOMER.DISPUTE.* event. Only its id is used; the rest is read from PayPal. */
export const disputeResourceSchema = z.object({ dispute_id: z.string().min(1) })

/** A dispute. Its outcome is there once it is resolved. */
export const disputeSchema = z.object({
  dispute_id: z.string().min(1),
  create_time: time,
  update_time: time.optional(),
  disputed_transactions: z.array(z.object({ seller_transaction_id: z.string().min(1) })).default([]),
  reason: z.string().default('OTHER'),
  status: z.string(),
  dispute_life_cycle_stage: z.string().optional(),
  dispute_amount: amount,
  dispute_outcome: z.object({ outcome_code: z.string() }).optional(),
})

/** The resource of a PAYMENT.SALE.* event. A refund names its sale, and not always its subscription. */
export const saleResourceSchema = z.object({
  id: z.string().min(1),
  billing_agreement_id: z.string().optional(),
  sale_id: z.string().optional(),
  amount: saleAmount,
  transaction_fee: saleFee.optional(),
  refund_from_transaction_fee: saleFee.optional(),
  create_time: time.optional(),
})

/** What a refund of a sale answers. */
export const refundSchema = z.object({
  id: z.string().min(1),
  state: z.enum(['pending', 'completed', 'cancelled', 'failed']),
  amount: saleAmount,
  refund_from_transaction_fee: saleFee.optional(),
  create_time: time,
})

export const errorSchema = z.object({
  name: z.string().optional(),
  message: z.string().optional(),
  debug_id: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  details: z
    .array(z.object({ issue: z.string().optional(), description: z.string().optional() }))
    .default([]),
})
