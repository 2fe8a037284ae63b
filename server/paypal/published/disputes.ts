import { z } from 'zod'
import { dateTime, links, money } from './values.ts'

/** A dispute (customer_disputes_v1) as far as we read it; of the rest PayPal tells much more. See `values.ts`. */

const id = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9-]+$/)
const code = z
  .string()
  .max(255)
  .regex(/^[0-9A-Z_]+$/)

export const dispute = z.strictObject({
  dispute_id: id,
  create_time: dateTime.optional(),
  update_time: dateTime.optional(),
  disputed_transactions: z
    .array(
      z.strictObject({
        buyer_transaction_id: id.optional(),
        seller_transaction_id: id.optional(),
        reference_id: id.optional(),
        create_time: dateTime.optional(),
        transaction_status: code.optional(),
        gross_amount: money.optional(),
        custom: z.string().min(1).max(2000).optional(),
      }),
    )
    .min(1)
    .max(1000)
    .optional(),
  reason: code.optional(),
  status: z
    .enum([
      'OPEN',
      'WAITING_FOR_BUYER_RESPONSE',
      'WAITING_FOR_SELLER_RESPONSE',
      'UNDER_REVIEW',
      'RESOLVED',
      'OTHER',
    ])
    .optional(),
  dispute_amount: money.optional(),
  dispute_outcome: z
    .strictObject({
      outcome_code: z
        .enum([
          'RESOLVED_BUYER_FAVOUR',
          'RESOLVED_SELLER_FAVOUR',
          'RESOLVED_WITH_PAYOUT',
          'CANCELED_BY_BUYER',
          'ACCEPTED',
          'DENIED',
          'NONE',
        ])
        .optional(),
      amount_refunded: money.optional(),
    })
    .optional(),
  dispute_life_cycle_stage: z.enum(['INQUIRY', 'CHARGEBACK', 'PRE_ARBITRATION', 'ARBITRATION']).optional(),
  dispute_channel: code.optional(),
  seller_response_due_date: dateTime.optional(),
  links: links.min(1).max(10).optional(),
})
