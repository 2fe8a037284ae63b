type VotingPeriod = { opensAt: Date; closesAt: Date }

const tenthMs = ({ opensAt, closesAt }: VotingPeriod) =>
  Math.floor((closesAt.getTime() - opensAt.getTime()) / 10)

/** Text for voters. */
export const LATE_QUORUM_MESSAGE =
  'The quorum was reached in the last tenth of the voting time, so voting is extended by a tenth.'

/** Start of the last tenth of the time, in which a quorum counts as late. */
export const lastTenthBegins = (vote: VotingPeriod): Date => new Date(vote.closesAt.getTime() - tenthMs(vote))

/**
 * Late quorum: if the quorum is first reached in the last tenth of the time, the vote is extended once by a tenth, so
 * that nobody wins by a last-minute surprise. Called at the close, with the turnout of ballots first cast before
 * {@link lastTenthBegins} and the turnout now. Returns the new close, or null for no extension.
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
