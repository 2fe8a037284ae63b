export const POLICY_TYPES = [
  'tax_rate',
  'pvp_rules',
  'trade_policy',
  'immigration',
  'defense',
  'cultural',
  'constitutional',
] as const
export type PolicyType = (typeof POLICY_TYPES)[number]

export const POLICY_STATUSES = ['voting', 'passed', 'rejected', 'implemented', 'withdrawn'] as const
export type PolicyStatus = (typeof POLICY_STATUSES)[number]
