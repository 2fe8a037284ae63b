import { allow, refuse, type Verdict } from '../refusal.ts'

const DAY_MS = 86_400_000

/** How long citizens or council have for a treaty, where the window of the offer leaves as much. */
export const RATIFICATION_VOTE_DAYS = 7
const SHORTEST_VOTE_DAYS = 1

/**
 * When a ratification vote that opens now closes: after seven days, and within the window of the offer. One that could
 * not last a day is refused: nobody should learn of a vote when it is over.
 */
export function ratificationVoteClosesAt(now: Date, ratifyBy: Date): Verdict<Date, 'too-late-to-vote'> {
  const closesMs = Math.min(now.getTime() + RATIFICATION_VOTE_DAYS * DAY_MS, ratifyBy.getTime() - 1)
  return closesMs - now.getTime() >= SHORTEST_VOTE_DAYS * DAY_MS
    ? allow(new Date(closesMs))
    : refuse('too-late-to-vote', 'This offer lapses too soon for a vote of a day. Ask for a new offer.')
}
