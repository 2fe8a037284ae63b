/** How a region elects, by its constitution. */
export const ELECTION_METHODS = ['weighted_plurality', 'ranked_choice'] as const
export type ElectionMethod = (typeof ELECTION_METHODS)[number]
