/** Orders of a member list; everything but the callsign runs from the greatest or newest down. */
export const MEMBER_SORTS = ['callsign', 'reputation', 'joined', 'lastVisit'] as const
export type MemberSort = (typeof MEMBER_SORTS)[number]
