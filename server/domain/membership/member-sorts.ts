/** Sort orders of the member list; all but the callsign are descending. */
export const MEMBER_SORTS = ['callsign', 'reputation', 'joined', 'lastVisit'] as const
export type MemberSort = (typeof MEMBER_SORTS)[number]
