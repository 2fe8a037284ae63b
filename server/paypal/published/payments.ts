import { z } from 'zod'
import { amount, currency, links } from './values.ts'

/** Sales and refunds, as PayPal publishes them; see `values.ts`. */

const time = z.iso.datetime({ offset: true })
const reference = z.string().max(127)

/**
 * A sale, as its events deliver it. The description requires `parent_payment`; a sale of a subscription has `billing_agreement_id`
 * instead, and `custom` is the `custom_id` of the subscription.
 */
export const sale = z
  .strictObject({
    id: z.string().min(1),
    amount,
    payment_mode: z
      .enum(['INSTANT_TRANSFER', 'MANUAL_BANK_TRANSFER', 'DELAYED_TRANSFER', 'ECHECK'])
      .optional(),
    state: z.enum(['completed', 'partially_refunded', 'pending', 'refunded', 'denied']),
    reason_code: z
      .string()
      .regex(/^[A-Z_]+$/)
      .optional(),
    protection_eligibility: z.enum(['ELIGIBLE', 'PARTIALLY_ELIGIBLE', 'INELIGIBLE']).optional(),
    protection_eligibility_type: z.string().optional(),
    clearing_time: time.optional(),
    transaction_fee: currency.optional(),
    receivable_amount: currency.optional(),
    exchange_rate: z.string().optional(),
    parent_payment: z.string().optional(),
    billing_agreement_id: z.string().optional(),
    custom: reference.optional(),
    create_time: time,
    update_time: time.optional(),
    links: links.optional(),
  })
  .refine((it) => it.parent_payment !== undefined || it.billing_agreement_id !== undefined, {
    error: 'a sale names its payment or its subscription',
  })

/** Money that was taken back, by us or by the buyer's bank: what the events of both deliver, and what a refund answers. */
export const refund = z.strictObject({
  id: z.string().max(17),
  amount,
  state: z.enum(['pending', 'completed', 'cancelled', 'failed']),
  reason: z.string().optional(),
  invoice_number: reference.optional(),
  sale_id: z.string(),
  parent_payment: z.string().optional(),
  description: z.string().max(255).optional(),
  custom: reference.optional(),
  refund_from_transaction_fee: currency.optional(),
  refund_from_received_amount: currency.optional(),
  total_refunded_amount: currency.optional(),
  create_time: time,
  update_time: time.optional(),
  links: links.optional(),
})

/** Without an amount all of the sale is refunded. */
export const refundRequest = z.strictObject({
  amount: amount.optional(),
  description: z
    .string()
    .max(255)
    .regex(/^[\x20-\x7e]*$/)
    .optional(),
  reason: z.string().max(30).optional(),
  invoice_number: reference.regex(/^[\x20-\x7e]*$/).optional(),
})
