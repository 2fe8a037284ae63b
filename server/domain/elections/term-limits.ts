/**
 * Consecutive terms to which somebody was elected, up to the office's last election. `elections` are the decided ones
 * with a winner, newest first. A term ended by resignation or recall counts; a pause restarts the count.
 */
export function termsInARow(elections: readonly { winners: readonly string[] }[], userId: string): number {
  const away = elections.findIndex(({ winners }) => !winners.includes(userId))
  return away < 0 ? elections.length : away
}

/** Whether the term limit bars another term; 0 means no limit. */
export const isTermLimited = (terms: number, termLimit: number): boolean =>
  termLimit > 0 && terms >= termLimit
