export const TREATY_TYPES = [
  'trade_agreement',
  'non_aggression',
  'defense_pact',
  'cultural_exchange',
  'open_borders',
] as const
export type TreatyType = (typeof TREATY_TYPES)[number]

export const TREATY_STATUSES = [
  'proposed',
  'ratifying',
  'active',
  'notice',
  'ended',
  'rejected',
  'expired',
] as const
export type TreatyStatus = (typeof TREATY_STATUSES)[number]

/** How far one side's consent has come. `stopped`: its vote was never counted, because the treaty ended before. */
export const TREATY_SIDE_STATUSES = ['unsigned', 'voting', 'ratified', 'refused', 'stopped'] as const
export type TreatySideStatus = (typeof TREATY_SIDE_STATUSES)[number]
