const DAY_MS = 86_400_000

/** How long a vote may be open (DESIGN.md §3 Policies). */
export const VOTING_DAYS = { min: 1, max: 30, default: 7 } as const

/** `days` whole days of 24 hours after `from`. Throws a RangeError outside 1–30: inputs are checked before. */
export function votingClosesAt(from: Date, days: number): Date {
  if (!Number.isInteger(days) || days < VOTING_DAYS.min || days > VOTING_DAYS.max)
    throw new RangeError(`voting of ${days} days`)
  return new Date(from.getTime() + days * DAY_MS)
}

/** A ballot counts until the instant of the close, not at it. */
export const isVotingOpen = (vote: { opensAt: Date; closesAt: Date }, now: Date): boolean =>
  now >= vote.opensAt && now < vote.closesAt

/**
 * Late quorum: when the quorum is first reached in the last tenth of the time, the vote is extended once by a tenth,
 * so that nobody wins by waking the voters at the last minute. Answers the new close, or null for no extension.
 */
export function extensionForLateQuorum(vote: {
  opensAt: Date
  closesAt: Date
  quorumReachedAt: Date
  wasExtended: boolean
}): Date | null {
  if (vote.wasExtended) return null
  const tenth = (vote.closesAt.getTime() - vote.opensAt.getTime()) / 10
  const isLate = vote.quorumReachedAt.getTime() >= vote.closesAt.getTime() - tenth
  return isLate && vote.quorumReachedAt < vote.closesAt ? new Date(vote.closesAt.getTime() + tenth) : null
}
