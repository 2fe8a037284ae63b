import { z } from 'zod'
import { idInput } from '../id-input.ts'

const PRICE = 'What you pay at most is a whole number of credits, 0 or more.'

export const departInput = z.object({
  /** Chosen by the client: sent again it is the same crossing. */
  crossingId: idInput(),
  /** A region's name or id, or `nexus`. */
  to: z.string().min(1).max(64),
  /** The most that fare and toll may come to; whatever they are when left out. */
  maxCredits: z.int(PRICE).min(0, PRICE).max(Number.MAX_SAFE_INTEGER, PRICE).optional(),
  /** Sealed courier goods cross no gate: who has some leaves only by losing their deposits. */
  forfeitCouriers: z.boolean().default(false),
})
export type DepartInput = z.output<typeof departInput>
