import { type MembershipType } from '../membership/membership-types.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type GovernanceType } from '../regions/governance-types.ts'
import { actsAsGovernor, type Actor } from '../regions/powers.ts'
import { type ElectionStatus, type Position } from './election-types.ts'

export const POSITION_LABELS: Record<Position, string> = {
  governor: 'Governor',
  council_member: 'Council member',
  ambassador: 'Ambassador',
  trade_commissioner: 'Trade commissioner',
}

/** Positions whose elections open by themselves. An autocrat calls elections, the interval does not. */
export const RECURRING_POSITIONS: Record<GovernanceType, readonly Position[]> = {
  autocracy: [],
  democracy: ['governor', 'ambassador', 'trade_commissioner'],
  council: ['council_member', 'governor', 'ambassador', 'trade_commissioner'],
}

export type CallElectionRefusalReason = 'owner-only' | 'governor-only' | 'council-only' | 'already-open'

/**
 * Who may call an election (powers table): the owner of an autocracy, the governor of a democracy, the council of a
 * council region, with the owner where governor or council is missing.
 */
export function mayCallElection(request: {
  governanceType: GovernanceType
  actor: Actor
  governorInOffice: boolean
  councilInOffice: boolean
  hasOpenElection: boolean
}): Verdict<undefined, CallElectionRefusalReason> {
  const { governanceType, actor } = request
  switch (governanceType) {
    case 'autocracy':
      if (!actor.isOwner) return refuse('owner-only', 'In an autocracy the owner calls elections.')
      break
    case 'democracy':
      if (!actsAsGovernor(actor, request.governorInOffice))
        return refuse(
          'governor-only',
          'In a democracy the governor calls elections; others open by the interval.',
        )
      break
    case 'council':
      if (request.councilInOffice ? !actor.offices.includes('council_member') : !actor.isOwner)
        return refuse(
          'council-only',
          'In a council region the council calls elections; others open by the interval.',
        )
      break
  }
  if (request.hasOpenElection)
    return refuse('already-open', 'An election for this position is already under way.')
  return allow(undefined)
}

export type CandidacyRefusalReason = 'nominations-closed' | 'citizens-only' | 'already-standing'

/** Citizens stand for every position, while nominations are open. Asked again at the close, without the stage. */
export function mayStand(candidate: {
  electionStatus: ElectionStatus
  membershipType: MembershipType | null
  isStanding: boolean
}): Verdict<undefined, CandidacyRefusalReason> {
  if (candidate.electionStatus !== 'pending')
    return refuse('nominations-closed', 'Nominations for this election are closed.')
  if (!isEligible(candidate.membershipType))
    return refuse('citizens-only', 'Only citizens of this region can stand for an office.')
  if (candidate.isStanding) return refuse('already-standing', 'You are already standing in this election.')
  return allow(undefined)
}

/** Whether somebody may hold an office: at nomination, at the close, and as long as it is held. */
export const isEligible = (membershipType: MembershipType | null): boolean => membershipType === 'citizen'
