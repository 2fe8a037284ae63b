/** An invitation that is not accepted lapses after so many days. */
export const INVITATION_DAYS = 14
/** Invitations of one region that may be open at the same time. */
export const OPEN_INVITATIONS_MAX = 50
/** Who declined is not asked again by the same region for so many days. */
export const DECLINED_REST_DAYS = 14

export const INVITATION_ENDS = ['accepted', 'declined', 'revoked', 'lapsed'] as const
