export const MEMBERSHIP_TYPES = ['visitor', 'resident', 'citizen'] as const
export type MembershipType = (typeof MEMBERSHIP_TYPES)[number]
