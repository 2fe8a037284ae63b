import { requiredTurnout } from '#server/domain/voting/quorum.ts'
import { requiredApprovalBp, type TallyOutcome } from '#server/domain/voting/tally.ts'
import { type PolicyWire } from '#server/domain/policies/wire.ts'
import { type Electorate, type Majority } from '#server/domain/regions/powers.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { changesToWire } from '#server/domain/regions/wire-settings.ts'
import { isPausedByClosure } from '#server/domain/voting/closure.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { motionTally } from '../voting/motion-tally.ts'
import { type NamedPolicy } from './queries.ts'

export type PolicyView = PolicyWire & {
  proposedByCallsign: string
  electorate: Electorate
  majority: Majority
  /** Share of yes among yes and no that it needs, fraction. */
  requiredApproval: number
  rollSize: number
  /** Ballots cast: the one figure of an open vote. */
  turnout: number
  requiredTurnout: number
  /** How the vote ended; null while it is open. */
  outcome: TallyOutcome | null
  /** People behind the weights; null while the vote is open. */
  ballots: { yes: number; no: number; abstain: number } | null
  /** The region is closed, and the close comes as much later as it stays closed. */
  isPaused: boolean
  /** When a late quorum gave the vote more time. */
  extendedAt: string | null
  /** The policy that this one is a counter-proposal to. */
  counterTo: string | null
  effectiveInDays: number
  expiresAfterDays: number | null
  decidedAt: string | null
  effectiveAt: string | null
  implementedAt: string | null
  lawId: string | null
  implementationError: string | null
}

/** A policy as pages and REST show it. While the vote is open it says nothing of the ballots but how many there are. */
export function policyView(
  row: NamedPolicy,
  { region, turnout }: { region: Pick<RegionRow, 'status' | 'statusChangedAt'>; turnout: number },
): PolicyView {
  const { vote } = row
  const { result, quorumBp, thresholdBp } = motionTally(vote)
  const rollSize = vote.size
  return {
    id: row.id,
    regionId: row.regionId,
    policyType: row.policyType,
    title: row.title,
    description: row.description,
    proposedChanges: changesToWire(row.proposedChanges),
    treasuryOrder: row.treasuryOrder === null ? null : { ...row.treasuryOrder, cost: row.orderCost ?? 0 },
    proposedBy: row.proposedBy,
    proposedByCallsign: row.proposerCallsign,
    proposedAt: row.proposedAt.toISOString(),
    votingClosesAt: vote.closesAt.toISOString(),
    votesFor: result?.yesWeight ?? null,
    votesAgainst: result?.noWeight ?? null,
    approvalPercentage: result?.approvalBp == null ? null : result.approvalBp / 100,
    status: row.status,
    electorate: vote.electorate,
    majority: row.majority,
    requiredApproval: fromBasisPoints(requiredApprovalBp(thresholdBp, row.majority)),
    rollSize,
    turnout,
    requiredTurnout: requiredTurnout(rollSize, quorumBp),
    outcome: result?.outcome ?? null,
    ballots: result ? { yes: result.yesBallots, no: result.noBallots, abstain: result.abstainBallots } : null,
    isPaused: vote.state === 'open' && isPausedByClosure(vote.closesAt, region),
    extendedAt: vote.extendedAt?.toISOString() ?? null,
    counterTo: row.counterTo,
    effectiveInDays: row.effectiveInDays,
    expiresAfterDays: row.expiresAfterDays,
    decidedAt: vote.decidedAt?.toISOString() ?? null,
    effectiveAt: row.effectiveAt?.toISOString() ?? null,
    implementedAt: row.implementedAt?.toISOString() ?? null,
    lawId: row.lawId,
    implementationError: row.implementationError,
  }
}
