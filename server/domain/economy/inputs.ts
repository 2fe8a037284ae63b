import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { COMMODITIES } from './commodities.ts'
import { STATISTICS_RANGES } from './trade-statistics.ts'

/** Above any possible purse of starting credits; smaller balances are refused anyway. */
const MAX_GIFT_CREDITS = 1_000_000_000
const AMOUNT = 'Give whole credits, at least 1.'

export const rangeInput = z.object({
  range: z.enum(STATISTICS_RANGES).default('30d'),
})

/**
 * What of the trade of a region is shown: a range of days, and the good of which prices are compared, the most traded one unless it is
 * chosen.
 */
export const tradeStatisticsInput = rangeInput.extend({
  commodity: z.enum(COMMODITIES).optional(),
})

/** A gift to a treasury. */
export const giftInput = z.object({
  /** Credits from the giver's purse in this region. */
  amount: z
    .int(AMOUNT)
    .min(1, AMOUNT)
    .max(MAX_GIFT_CREDITS, `A donation is at most ${MAX_GIFT_CREDITS.toLocaleString('en')} credits.`),
  /** Idempotency key chosen by the client: a gift sent twice is given once. */
  giftId: idInput('The gift id must be a UUID. It makes sure that a repeated request is given once.'),
})
