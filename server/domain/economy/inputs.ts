import { z } from 'zod'
import { idInput } from '../id-input.ts'

/** More than any purse can hold of starting credits; a balance that is smaller refuses anyway. */
const MAX_GIFT_CREDITS = 1_000_000_000
const AMOUNT = 'Give whole credits, at least 1.'

/** A gift to a treasury. */
export const giftInput = z.object({
  /** Credits from the giver's purse in the region. */
  amount: z.int(AMOUNT).min(1, AMOUNT).max(MAX_GIFT_CREDITS, 'That is more than there is.'),
  /** Chosen by whoever sends it, once a gift: the same gift sent twice is given once. */
  giftId: idInput('Name the gift with a UUID of your own: sent again with it, it is given once.'),
})
