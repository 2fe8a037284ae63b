/** Policies, motions, treaties and recalls that one person may propose within 24 hours, withdrawn ones included. */
export const PROPOSALS_A_DAY = 30

/** Ballots that one person may send on one vote within a minute: more than any change of mind needs. */
export const CASTS_A_MINUTE = 10
