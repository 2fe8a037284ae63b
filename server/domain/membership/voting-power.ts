/** Weight of a plain vote, in units. A hundred units allow gradual bonuses without fractions. */
export const BASE_VOTING_WEIGHT = 100

/**
 * Maximum weight of a citizen: one and a half plain votes. Reputation matters, but two other votes always outweigh
 * it.
 */
export const MAX_VOTING_WEIGHT = 150

/** Council seats have equal weight. */
export const COUNCIL_SEAT_WEIGHT = 100

/** Reputation per unit of weight. */
export const REPUTATION_PER_UNIT = 20

/**
 * A citizen's vote weight in integer units: 100 plus one per 20 points of local reputation, at most 150. Only actions
 * in the region count, never payments (DESIGN.md: money buys no votes).
 */
export const votingPower = (reputationScore: number): number =>
  Math.min(
    MAX_VOTING_WEIGHT,
    BASE_VOTING_WEIGHT + Math.floor(Math.max(0, reputationScore) / REPUTATION_PER_UNIT),
  )
