/** Sources of local reputation (DESIGN.md §3 Membership). */
export const REPUTATION_SOURCES = ['trade', 'tax', 'vote'] as const
export type ReputationSource = (typeof REPUTATION_SOURCES)[number]

export const REPUTATION_MAX = 1000

/** Points per vote, added after its close: until then nothing may reveal who has voted. */
export const REPUTATION_PER_VOTE = 5

/** Credits of sales, and of tax on them, for a point. */
export const CREDITS_PER_POINT = { trade: 5000, tax: 500 } as const

/**
 * Points for sales (one per 5,000 credits) or tax (one per 500 credits; ECONOMY.md §1.6), from the running totals before and after, so
 * that one large trade and many small ones earn the same.
 */
export const reputationForCredits = (
  source: 'trade' | 'tax',
  totalBefore: bigint,
  totalAfter: bigint,
): number => {
  const per = BigInt(CREDITS_PER_POINT[source])
  return Number(totalAfter / per - totalBefore / per)
}

/** What a pilot's sales and tax in a region came to since the beginning, credits. */
export type TradeTotals = { salesNet: number; tax: number }

/** Points for both since the totals that were rewarded. Totals that fell, as in a galaxy that was restored, earn nothing until they pass them. */
export const reputationForTrade = (rewarded: TradeTotals, totals: TradeTotals): number => {
  const since = (source: 'trade' | 'tax', before: number, now: number) =>
    now > before ? reputationForCredits(source, BigInt(before), BigInt(now)) : 0
  return since('trade', rewarded.salesNet, totals.salesNet) + since('tax', rewarded.tax, totals.tax)
}

/** The new score, between 0 and 1,000. */
export const addReputation = (score: number, points: number): number =>
  Math.max(0, Math.min(REPUTATION_MAX, score + points))
