type VotingPeriod = { opensAt: Date; closesAt: Date }

const tenthMs = ({ opensAt, closesAt }: VotingPeriod) =>
  Math.floor((closesAt.getTime() - opensAt.getTime()) / 10)

/** What voters are told of it. */
export const LATE_QUORUM_WORDS =
  'The quorum was reached in the last tenth of the time, so everybody has a tenth more.'

/** From here on a quorum is late: a tenth of the time before the close. */
export const lastTenthBegins = (vote: VotingPeriod): Date => new Date(vote.closesAt.getTime() - tenthMs(vote))

/**
 * Late quorum: when the quorum is first reached in the last tenth of the time, the vote is extended once by a tenth,
 * so that nobody wins by waking the voters at the last minute. Asked at the close, with the turnout of ballots first cast
 * before {@link lastTenthBegins} and the turnout now. Answers the new close, or null for no extension.
 */
export function lateQuorumExtension(
  vote: VotingPeriod & {
    wasExtended: boolean
    turnoutBeforeLastTenth: number
    turnoutNow: number
    required: number
  },
): Date | null {
  const { wasExtended, turnoutBeforeLastTenth, turnoutNow, required } = vote
  const isLate = turnoutBeforeLastTenth < required && turnoutNow >= required
  return isLate && !wasExtended ? new Date(vote.closesAt.getTime() + tenthMs(vote)) : null
}
