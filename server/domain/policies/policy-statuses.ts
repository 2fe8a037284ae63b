/** `superseded`: passed, but the counter-proposal (or the original) passed with more weight. */
export const POLICY_STATUSES = [
  'voting',
  'passed',
  'rejected',
  'implemented',
  'withdrawn',
  'superseded',
  'void',
] as const
export type PolicyStatus = (typeof POLICY_STATUSES)[number]
