/** Longest wait between two attempts, seconds: somebody who mistyped can wait that long, somebody who guesses gets nowhere. */
export const LONGEST_DELAY_SECONDS = 30

/** How many passwords may be wrong in a row before the next attempt has to wait. */
export const FREE_ATTEMPTS = {
  /** Of one account from one address. */
  source: 5,
  /** Of all accounts from one address: many people may share it. */
  address: 30,
  /** Of one account in a browser that has logged in to it before. */
  device: 5,
  /** Of the password or code that somebody who is logged in types again. */
  change: 5,
  /** Codes of one account, after the right password. */
  code: 5,
} as const

/** From so many failures on, of one account from everywhere, new addresses wait before their first attempt too. */
export const FAILURES_OF_AN_ATTACK = 50

/** How long the attempt after this one has to wait, seconds: doubled with each failure, never long. */
export function delayAfter(failures: number, free: number): number {
  if (failures <= free) return 0
  return Math.min(LONGEST_DELAY_SECONDS, 2 ** Math.min(failures - free - 1, 10))
}
