import { type CallOutput } from '../galaxy-api.ts'

/** What an order is judged by. */
export type OrderTerms = {
  /** Credits that it may use. */
  treasury: bigint
  /** Voters adopted it: the bound of decrees does not apply. */
  byVote: boolean
}

export type OrderReview = CallOutput<'reviewTreasuryOrder'>

/** An order that may be carried out: its price, and what it is about, for people. */
export const reviewOf = (cost: bigint, about: Partial<OrderReview['about']>): OrderReview => ({
  cost: Number(cost),
  about: { port: null, commodity: null, level: null, tradition: null, ...about },
})
