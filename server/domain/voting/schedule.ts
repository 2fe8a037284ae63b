const DAY_MS = 86_400_000

/** Days that a vote may be open (DESIGN.md §3 Policies). */
export const VOTING_DAYS = { min: 1, max: 30, default: 7 } as const

/** `days` times 24 hours after `from`. Throws a RangeError outside 1–30; inputs were checked earlier. */
export function votingClosesAt(from: Date, days: number): Date {
  if (!Number.isInteger(days) || days < VOTING_DAYS.min || days > VOTING_DAYS.max)
    throw new RangeError(`voting of ${days} days`)
  return new Date(from.getTime() + days * DAY_MS)
}

/** The instant of the close counts as closed. */
export const isVotingOpen = (vote: { opensAt: Date; closesAt: Date }, now: Date): boolean =>
  now >= vote.opensAt && now < vote.closesAt
