/** What local reputation grows with (DESIGN.md §3 Membership): trade, taxes and voting. */
export const REPUTATION_SOURCES = ['trade', 'tax', 'vote'] as const
export type ReputationSource = (typeof REPUTATION_SOURCES)[number]

export const REPUTATION_MAX = 1000

/** Points for a ballot in a vote of the region, once a vote and at its close: while it is open nothing tells who has voted. */
export const REPUTATION_PER_VOTE = 5

const CREDITS_PER_POINT = { trade: 1000, tax: 100 } as const

/**
 * Points for trade (one for each 1,000 credits of volume) or tax (one for each 100 credits) from the running totals
 * before and after, so that one large trade and many small ones are worth the same.
 */
export const reputationForCredits = (
  source: 'trade' | 'tax',
  totalBefore: bigint,
  totalAfter: bigint,
): number => {
  const per = BigInt(CREDITS_PER_POINT[source])
  return Number(totalAfter / per - totalBefore / per)
}

/** The score after a gain; it stays between 0 and 1,000. */
export const addReputation = (score: number, points: number): number =>
  Math.max(0, Math.min(REPUTATION_MAX, score + points))
