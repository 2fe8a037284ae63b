import { allow, refuse, type Verdict } from '../refusal.ts'
import { LEVER_LABELS } from '../regions/levers.ts'
import { type Lever } from '../regions/settings.ts'

export const MAX_OPEN_PROPOSALS_PER_MEMBER = 3

/** A proposal that is voted on, or has passed and waits for its day. */
export type OpenProposal = {
  id: string
  proposerId: string
  levers: readonly Lever[]
  /** When a passed one becomes law; null while it is voted on. */
  effectiveAt: Date | null
}

export type ProposalRefusalReason = 'lever-already-open' | 'too-many-open-proposals'

/**
 * One open policy per lever until it is law, if it passes (DESIGN.md §3 Policies), and at most three votes per member. A
 * moment in the refusal is ISO 8601 in UTC: pages show it in the reader's zone.
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
          : `${LEVER_LABELS[lever]}: a law on this was passed and takes effect on ${other.effectiveAt.toISOString()}. Propose another change once it is in force.`,
      )
  }
  const own = open.filter(
    ({ effectiveAt, proposerId }) => effectiveAt === null && proposerId === proposal.proposerId,
  )
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
