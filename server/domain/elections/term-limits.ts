/**
 * How many terms in a row somebody has been elected to an office, up to its last election. `elections` are the decided
 * ones of the office that had a winner, newest first. Who resigns or is recalled has had the term; whoever sat one out
 * starts anew.
 */
export function termsInARow(elections: readonly { winners: readonly string[] }[], playerId: string): number {
  const away = elections.findIndex(({ winners }) => !winners.includes(playerId))
  return away < 0 ? elections.length : away
}

/** Whether the constitution bars somebody with so many terms in a row from another one; a limit of 0 bars nobody. */
export const isTermLimited = (terms: number, termLimit: number): boolean =>
  termLimit > 0 && terms >= termLimit
