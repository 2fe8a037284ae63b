/** Voting methods of a region's constitution. */
export const ELECTION_METHODS = ['weighted_plurality', 'ranked_choice'] as const
export type ElectionMethod = (typeof ELECTION_METHODS)[number]
