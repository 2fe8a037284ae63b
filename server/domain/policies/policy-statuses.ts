/** `superseded`: passed, but its counter-proposal, or the proposal it countered, passed with more weight. */
export const POLICY_STATUSES = [
  'voting',
  'passed',
  'rejected',
  'implemented',
  'withdrawn',
  'superseded',
] as const
export type PolicyStatus = (typeof POLICY_STATUSES)[number]
