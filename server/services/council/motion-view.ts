import { requiredSeats } from '#server/domain/council/council-rules.ts'
import { proposedValueToWire } from '#server/domain/council/proposed-value.ts'
import { type MotionWire } from '#server/domain/council/wire.ts'
import { type TallyOutcome } from '#server/domain/voting/tally.ts'
import { motionTally } from '../voting/motion-tally.ts'
import { type NamedMotion } from './queries.ts'

export type MotionView = MotionWire & {
  proposedByCallsign: string
  seatDisplayName: string
  requiredSeats: number
  /** How the vote ended; null while it is open. */
  outcome: TallyOutcome | null
  seatsAbstaining: number | null
  wasExtended: boolean
  decidedAt: string | null
  implementedAt: string | null
}

/** A motion as pages and REST show it. While the vote is open it says nothing of the ballots but how many seats have voted. */
export function motionView(row: NamedMotion, seatsVoted: number): MotionView {
  const { vote } = row
  const { result } = motionTally(vote)
  const seat = row.seats.find(({ regionId }) => regionId === row.seatRegionId)
  return {
    id: row.id,
    motionType: row.motionType,
    title: row.title,
    description: row.description,
    proposedValue: proposedValueToWire(row.motionType, row.proposedValue),
    seat: { id: row.seatRegionId, name: seat?.regionName ?? '' },
    seatDisplayName: seat?.regionDisplayName ?? '',
    proposedBy: row.proposedBy,
    proposedByCallsign: row.proposerCallsign,
    proposedAt: row.proposedAt.toISOString(),
    votingClosesAt: vote.closesAt.toISOString(),
    wasExtended: vote.extendedAt !== null,
    seats: row.seats.length,
    seatsVoted,
    requiredSeats: requiredSeats(row.seats.length),
    seatsFor: result?.yesBallots ?? null,
    seatsAgainst: result?.noBallots ?? null,
    seatsAbstaining: result?.abstainBallots ?? null,
    outcome: result?.outcome ?? null,
    status: row.status,
    decidedAt: vote.decidedAt?.toISOString() ?? null,
    effectiveAt: row.effectiveAt?.toISOString() ?? null,
    implementedAt: row.implementedAt?.toISOString() ?? null,
  }
}
