/** What a link out of a mail, or from the operator, opens. */
export const LINK_KINDS = [
  'reset-password',
  'confirm-address',
  'approve-address',
  'accept-address',
  'undo-address',
  'let-in',
] as const
export type LinkKind = (typeof LINK_KINDS)[number]

const MINUTE_MS = 60_000

/** A link to a new password opens the account, so it is short-lived. */
export const RESET_LINK_MS = 30 * MINUTE_MS
/** One that lets a browser in while others guess at the account opens nothing by itself, but is of use only now. */
export const LET_IN_LINK_MS = 30 * MINUTE_MS
/** Both ends of a change of address have this long to agree. */
export const CHANGE_LINK_MS = 3 * 24 * 60 * MINUTE_MS
/** So long the old address can take a change back, and nobody else gets it. */
export const UNDO_LINK_MS = 7 * 24 * 60 * MINUTE_MS
/** One from the operator reaches its player by other ways than mail. */
export const OPERATOR_LINK_MS = 24 * 60 * MINUTE_MS
