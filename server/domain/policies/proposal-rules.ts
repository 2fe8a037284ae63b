import { allow, refuse, type Verdict } from '../refusal.ts'
import { LEVER_LABELS } from '../regions/levers.ts'
import { type Lever } from '../regions/settings.ts'

export const MAX_OPEN_PROPOSALS_PER_MEMBER = 3

/** A proposal in voting, or passed and waiting for its start. */
export type OpenProposal = {
  id: string
  proposerId: string
  levers: readonly Lever[]
  /** When a passed one becomes law; null while voting. */
  effectiveAt: Date | null
}

export type ProposalRefusalReason = 'lever-already-open' | 'too-many-open-proposals'

/**
 * One open policy per lever until it becomes law (DESIGN.md §3 Policies), and at most three votes per member. Dates
 * in the refusal are ISO 8601 in UTC; pages show them in the reader's time zone.
 */
export function checkNewProposal(
  proposal: { proposerId: string; levers: readonly Lever[] },
  open: readonly OpenProposal[],
): Verdict<undefined, ProposalRefusalReason> {
  for (const other of open) {
    const lever = proposal.levers.find((name) => other.levers.includes(name))
    if (lever)
      return refuse(
        'lever-already-open',
        other.effectiveAt === null
          ? `${LEVER_LABELS[lever]} is already being voted on. Wait for that vote to close.`
          : `${LEVER_LABELS[lever]}: a law on this has passed and takes effect on ${other.effectiveAt.toISOString()}. You can propose another change after that.`,
      )
  }
  const own = open.filter(
    ({ effectiveAt, proposerId }) => effectiveAt === null && proposerId === proposal.proposerId,
  )
  if (own.length >= MAX_OPEN_PROPOSALS_PER_MEMBER)
    return refuse(
      'too-many-open-proposals',
      `You have ${own.length} open proposals. The limit is ${MAX_OPEN_PROPOSALS_PER_MEMBER}.`,
    )
  return allow(undefined)
}

export type WithdrawalRefusalReason = 'not-the-proposer' | 'not-open' | 'voting-has-begun'

/** The proposer may withdraw a proposal until the first ballot. */
export function checkWithdrawal(proposal: {
  isProposer: boolean
  isOpen: boolean
  ballotCount: number
}): Verdict<undefined, WithdrawalRefusalReason> {
  if (!proposal.isProposer) return refuse('not-the-proposer', 'Only the proposer can withdraw a policy.')
  if (!proposal.isOpen) return refuse('not-open', 'This vote is closed.')
  if (proposal.ballotCount > 0)
    return refuse('voting-has-begun', 'A policy cannot be withdrawn once a ballot has been cast.')
  return allow(undefined)
}
