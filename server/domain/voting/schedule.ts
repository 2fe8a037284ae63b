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
