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
