const DAY_MS = 86_400_000

/** So long an account may wait for its address to be confirmed, and the link to confirm it works. */
export const WAITING_MS = 7 * DAY_MS

/** Twelve bits: enough to find one of several waiting accounts, too few to help somebody who guesses its password. */
export const WAITING_KEY_MAX = 4095
