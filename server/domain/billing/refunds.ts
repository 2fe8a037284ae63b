import { z } from 'zod'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { idInput } from '../id-input.ts'
import { addDays } from './billing-calendar.ts'

/**
 * requested: noted here · sent: PayPal was asked, perhaps without an answer yet · done: PayPal paid it back · failed: PayPal refused, so
 * nothing was paid back.
 */
export const REFUND_STATUSES = ['requested', 'sent', 'done', 'failed'] as const
export type RefundStatus = (typeof REFUND_STATUSES)[number]

/** Statuses in which PayPal may still pay it. */
export const OPEN_REFUNDS = ['requested', 'sent'] as const satisfies readonly RefundStatus[]

/** Why: an administrator decided it, or the payment came too late for what it was for. */
export const REFUND_CAUSES = [
  'administrator',
  'name-taken',
  'owner-gone',
  'region-kept',
  'handed-over',
  'ended',
] as const
export type RefundCause = (typeof REFUND_CAUSES)[number]

/** PayPal refunds a payment for so many days. */
export const REFUND_DAYS = 180

/** PayPal remembers for 30 days which refund a request id stands for; a request without an answer is not repeated after these. */
export const REPEAT_DAYS = 25

/** Whether PayPal was asked so long ago that it is not asked again, and an administrator has to look what became of it. */
export const isUnanswered = (
  { status, sentAt }: { status: RefundStatus; sentAt: Date | null },
  now: Date,
): boolean => status === 'sent' && sentAt !== null && sentAt <= addDays(now, -REPEAT_DAYS)

export const REFUND_REASON_LENGTH = { min: 5, max: 300 } as const

const paymentId = idInput('This is no id of a payment.')
/** As PayPal writes amounts; without one all that is left. */
const amount = z
  .string()
  .trim()
  .regex(/^\d{1,7}(\.\d{1,2})?$/, 'Write the amount like 12.50.')
  .optional()

export const previewRefundInput = z.object({ paymentId, amount })
export const requestRefundInput = z.object({
  paymentId,
  amount,
  reason: z
    .string()
    .trim()
    .min(REFUND_REASON_LENGTH.min, `Say why, in at least ${REFUND_REASON_LENGTH.min} characters.`)
    .max(REFUND_REASON_LENGTH.max, `Say why in at most ${REFUND_REASON_LENGTH.max} characters.`),
  confirmation: z.string().max(100),
})
export type RequestRefundInput = z.output<typeof requestRefundInput>

/** A payment and what became of it, in minor units. */
export interface RefundFacts {
  readonly paidMinor: number
  readonly paidAt: Date
  /** Refunded by us or at PayPal, and taken back by the buyer's bank. */
  readonly returnedMinor: number
  /** A refund of it that PayPal may still pay. */
  readonly hasOpenRefund: boolean
  /** Its buyer wants it back through PayPal, which has not decided. */
  readonly isDisputed: boolean
  readonly now: Date
}

export type RefundRefusal =
  'refund-open' | 'disputed' | 'nothing-left' | 'more-than-left' | 'too-old' | 'no-amount'

export const leftToRefund = ({ paidMinor, returnedMinor }: RefundFacts): number =>
  Math.max(0, paidMinor - returnedMinor)

export const refundableUntil = (paidAt: Date): Date => addDays(paidAt, REFUND_DAYS)

/** Whether so much of a payment may be refunded; null asks for all that is left. Allows the amount, in minor units. */
export function checkRefund(facts: RefundFacts, amountMinor: number | null): Verdict<number, RefundRefusal> {
  const left = leftToRefund(facts)
  if (facts.hasOpenRefund)
    return refuse('refund-open', 'A refund of this payment is under way. Wait until PayPal has answered.')
  // Otherwise the same money could go back twice: by the refund, and by PayPal's decision.
  if (facts.isDisputed)
    return refuse(
      'disputed',
      'This payment is disputed: PayPal decides who gets the money. Wait for the end, or accept the claim at PayPal.',
    )
  if (left === 0) return refuse('nothing-left', 'All of this payment was returned already.')
  if (facts.now > refundableUntil(facts.paidAt))
    return refuse('too-old', `PayPal refunds a payment for ${REFUND_DAYS} days only. Send the money by hand.`)
  const asked = amountMinor ?? left
  if (asked <= 0) return refuse('no-amount', 'Refund at least 0.01.')
  return asked > left
    ? refuse('more-than-left', 'This is more than what is left of the payment.')
    : allow(asked)
}
