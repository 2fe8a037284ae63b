export const GOVERNANCE_TYPES = ['democracy', 'autocracy', 'council'] as const
export type GovernanceType = (typeof GOVERNANCE_TYPES)[number]
