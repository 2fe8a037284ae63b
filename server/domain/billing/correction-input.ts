import { z } from 'zod'

const saleId = z.string().trim().min(1).max(100)

/** PayPal's id of a payment. */
export const paymentIdInput = z.object({ saleId })

export const CORRECTIONS = ['take-back', 'give-back'] as const

export const correctPaymentInput = paymentIdInput.extend({
  act: z.enum(CORRECTIONS),
  reason: z.string().trim().min(3).max(500),
  /** The payment's id, typed. */
  confirmation: z.string().trim().max(100),
})
export type CorrectPaymentInput = z.output<typeof correctPaymentInput>
