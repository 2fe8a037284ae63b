/** One voice, in weight units. A hundred units, so that standing can be graded without fractions. */
export const BASE_VOTING_WEIGHT = 100

/** The heaviest a citizen can become: one and a half voices. Standing matters, but two others always outweigh it. */
export const MAX_VOTING_WEIGHT = 150

/** Council members hold equal seats. */
export const COUNCIL_SEAT_WEIGHT = 100

/** Reputation that adds one unit of weight. */
const REPUTATION_PER_UNIT = 20

/**
 * A citizen's weight in votes, integer units: 100 plus one for each 20 points of local reputation, at most 150. Only what
 * was done in the region counts, never what was paid (DESIGN.md: money buys no votes).
 */
export const votingPower = (reputationScore: number): number =>
  Math.min(
    MAX_VOTING_WEIGHT,
    BASE_VOTING_WEIGHT + Math.floor(Math.max(0, reputationScore) / REPUTATION_PER_UNIT),
  )
