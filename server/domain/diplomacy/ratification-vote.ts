import { allow, refuse, type Verdict } from '../refusal.ts'

const DAY_MS = 86_400_000

/** Length of a ratification vote, where the window of the offer allows it. */
export const RATIFICATION_VOTE_DAYS = 7
const SHORTEST_VOTE_DAYS = 1

/**
 * When a ratification vote that opens now closes: after seven days, but within the window of the offer. Refused if
 * less than a day is left, because nobody would notice the vote in time.
 */
export function ratificationVoteClosesAt(now: Date, ratifyBy: Date): Verdict<Date, 'too-late-to-vote'> {
  const closesMs = Math.min(now.getTime() + RATIFICATION_VOTE_DAYS * DAY_MS, ratifyBy.getTime() - 1)
  return closesMs - now.getTime() >= SHORTEST_VOTE_DAYS * DAY_MS
    ? allow(new Date(closesMs))
    : refuse(
        'too-late-to-vote',
        'This offer lapses in less than a day, too soon for a vote. Ask for a new offer.',
      )
}
