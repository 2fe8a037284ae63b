/** Why an office holder's term ended. */
export const OFFICE_END_REASONS = [
  'term_over',
  'replaced_by_election',
  'resigned',
  'recalled',
  'left_region',
  'region_archived',
] as const
export type OfficeEndReason = (typeof OFFICE_END_REASONS)[number]

/** `pending` while nominations are open, `active` while votes are cast. */
export const ELECTION_STATUSES = ['pending', 'active', 'completed', 'cancelled'] as const
export type ElectionStatus = (typeof ELECTION_STATUSES)[number]

/** How the votes were counted: ranked choice is an instant run-off for one seat, STV for more. */
export const COUNT_METHODS = ['weighted_plurality', 'ranked_choice', 'stv'] as const
export type CountMethod = (typeof COUNT_METHODS)[number]

/** What decided that a candidate was elected or not. */
export const DECIDED_BY = [
  'votes',
  'unopposed',
  /** A tie decided by an earlier round (STV only). */
  'earlier_round',
  /** A tie: the incumbent stays. */
  'incumbency',
  /** A tie decided by the published lottery. */
  'lottery',
  /** As many candidates as seats were left, or fewer. */
  'last_remaining',
] as const
export type DecidedBy = (typeof DECIDED_BY)[number]

/** What a round of a ranked count did. */
export const ROUND_ACTIONS = ['first_preferences', 'surplus', 'elimination'] as const
export type RoundAction = (typeof ROUND_ACTIONS)[number]
