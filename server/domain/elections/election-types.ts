export const POSITIONS = ['governor', 'council_member', 'ambassador', 'trade_commissioner'] as const
export type Position = (typeof POSITIONS)[number]

/** `pending` while nominations are open, `active` while votes are cast. */
export const ELECTION_STATUSES = ['pending', 'active', 'completed', 'cancelled'] as const
export type ElectionStatus = (typeof ELECTION_STATUSES)[number]
