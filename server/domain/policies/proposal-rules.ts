import { allow, refuse, type Verdict } from '../refusal.ts'
import { LEVER_LABELS } from '../regions/levers.ts'
import { type Lever } from '../regions/settings.ts'

export const MAX_OPEN_PROPOSALS_PER_MEMBER = 3

export type OpenProposal = { id: string; proposerId: string; levers: readonly Lever[] }

export type ProposalRefusalReason = 'lever-already-open' | 'too-many-open-proposals'

/** One open policy per lever (DESIGN.md §3 Policies), and at most three open proposals per member. */
export function checkNewProposal(
  proposal: { proposerId: string; levers: readonly Lever[] },
  open: readonly OpenProposal[],
): Verdict<undefined, ProposalRefusalReason> {
  for (const other of open) {
    const lever = proposal.levers.find((name) => other.levers.includes(name))
    if (lever)
      return refuse(
        'lever-already-open',
        `${LEVER_LABELS[lever]} is already being voted on. Wait for that vote to close.`,
      )
  }
  const own = open.filter((other) => other.proposerId === proposal.proposerId)
  if (own.length >= MAX_OPEN_PROPOSALS_PER_MEMBER)
    return refuse(
      'too-many-open-proposals',
      `You have ${own.length} open proposals; ${MAX_OPEN_PROPOSALS_PER_MEMBER} at a time are allowed.`,
    )
  return allow(undefined)
}

export type WithdrawalRefusalReason = 'not-the-proposer' | 'not-open' | 'voting-has-begun'

/** A proposal may be taken back by its proposer until the first ballot. */
export function checkWithdrawal(proposal: {
  isProposer: boolean
  isOpen: boolean
  ballotCount: number
}): Verdict<undefined, WithdrawalRefusalReason> {
  if (!proposal.isProposer)
    return refuse('not-the-proposer', 'Only the member who proposed it may withdraw a policy.')
  if (!proposal.isOpen) return refuse('not-open', 'This vote is closed.')
  if (proposal.ballotCount > 0)
    return refuse('voting-has-begun', 'A policy cannot be withdrawn once a ballot has been cast.')
  return allow(undefined)
}
