import { type MembershipType } from '../membership/membership-types.ts'
import { COUNCIL_SEAT_WEIGHT, votingPower } from '../membership/voting-power.ts'
import { type Electorate } from '../regions/powers.ts'

/** Why somebody is on the roll. */
export const ROLL_REASONS = [
  'citizen',
  'owner',
  'council_seat',
  'owner_for_empty_council',
  'galactic_seat',
] as const
export type RollReason = (typeof ROLL_REASONS)[number]

/** One line of the roll: who may vote, with which weight, and why. Fixed when the vote opens. */
export type RollEntry = { voterId: string; weight: number; reason: RollReason }

export type RollCandidate = {
  userId: string
  membershipType: MembershipType
  reputationScore: number
  accountCreatedAt: Date
  isOwner: boolean
  isCouncilMember: boolean
}

export type RollRequest = {
  electorate: Electorate
  members: readonly RollCandidate[]
  /** Minimum account age on a citizens' roll; does not apply to the owner, who is a citizen from the start. */
  citizenshipWaitDays: number
  openedAt: Date
}

/**
 * Who may vote, sorted by voter id. Citizens vote with their voting power, council members with one equal seat each.
 * The owner stands in for an empty council, so that a council region can always decide.
 *
 * Account age matters for citizens only: it keeps fresh accounts from flooding a roll. Council seats are few and
 * filled by the citizens' own votes, and there is one owner, who is there from the start (DESIGN.md §3 Elections:
 * never without a lawful head).
 */
export function buildRoll({ electorate, members, citizenshipWaitDays, openedAt }: RollRequest): RollEntry[] {
  const entries =
    electorate === 'council'
      ? councilEntries(members)
      : members.flatMap((member) => citizenEntry(member, citizenshipWaitDays, openedAt))
  return entries.sort((a, b) => (a.voterId < b.voterId ? -1 : 1))
}

function citizenEntry(member: RollCandidate, waitDays: number, openedAt: Date): RollEntry[] {
  if (member.membershipType !== 'citizen') return []
  const weight = votingPower(member.reputationScore)
  if (member.isOwner) return [{ voterId: member.userId, weight, reason: 'owner' }]
  if (!isOldEnoughToVote(member.accountCreatedAt, waitDays, openedAt)) return []
  return [{ voterId: member.userId, weight, reason: 'citizen' }]
}

/** The only rule of account age, for roll, quorum and casting. */
export const isOldEnoughToVote = (accountCreatedAt: Date, waitDays: number, at: Date): boolean =>
  at.getTime() - accountCreatedAt.getTime() >= waitDays * 86_400_000

function councilEntries(members: readonly RollCandidate[]): RollEntry[] {
  const council = members.filter((member) => member.isCouncilMember)
  if (council.length > 0)
    return council.map(({ userId }) => ({
      voterId: userId,
      weight: COUNCIL_SEAT_WEIGHT,
      reason: 'council_seat' as const,
    }))
  return members
    .filter((member) => member.isOwner)
    .map(({ userId }) => ({
      voterId: userId,
      weight: COUNCIL_SEAT_WEIGHT,
      reason: 'owner_for_empty_council' as const,
    }))
}

/**
 * Returns the SHA-256 of a text in lower-case hex. An argument, because Node and the browser have different
 * implementations.
 */
export type Sha256 = (text: string) => string

/**
 * The text behind a roll's hash: a version line, then `voterId weight reason` per voter, by voter id. Anybody can
 * rebuild it from the published roll.
 */
export const serializeRoll = (roll: readonly RollEntry[]): string =>
  ['roll v1', ...roll.map((entry) => `${entry.voterId} ${entry.weight} ${entry.reason}`).sort()].join('\n')

export const rollHash = (roll: readonly RollEntry[], sha256: Sha256): string => sha256(serializeRoll(roll))
