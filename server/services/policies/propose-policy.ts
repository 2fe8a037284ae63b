import { type PolicyType } from '#server/domain/regions/policy-types.ts'
import { parseProposedChanges } from '#server/domain/policies/proposed-changes.ts'
import { daysAfter, lawEndsAt } from '#server/domain/policies/law-timing.ts'
import { routeForProposal, effectiveChanges } from '#server/domain/regions/powers.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { openPolicy } from './open-policy.ts'
import { policyView, type PolicyView } from './policy-view.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'
import { requirePolicy } from './queries.ts'

export type ProposePolicyInput = {
  /** Id or name; without it the one region that the actor governs. */
  region?: string | undefined
  policyType: PolicyType
  title: string
  description: string
  /** As the wire writes settings; read by the rules of `policyType`. */
  proposedChanges: Record<string, unknown>
  votingDurationDays: number
  /** Days from the decision until it takes effect. */
  effectiveInDays?: number
  /** Days from then until it expires; null: never. */
  expiresAfterDays?: number | null
}

/**
 * Puts a change to the vote (DESIGN.md §3 Policies). Who may propose, who votes and by which majority follow from the
 * powers table and from what really changes. @throws BAD_REQUEST with the bound or for a proposal that changes nothing,
 * FORBIDDEN, NOT_FOUND, CONFLICT while a lever is already voted on or its law is coming.
 */
export async function proposePolicy(ctx: Ctx, input: ProposePolicyInput): Promise<PolicyView> {
  return transact(ctx, async (tx) => {
    const { region: found, standing } = await requireParticipant(tx, input.region)
    const region = await requireLockedRegion(tx, found.id)
    requireOpen(region)
    const parsed = parseProposedChanges(input.policyType, input.proposedChanges)
    if (!parsed.ok)
      throw new GameError('BAD_REQUEST', parsed.message, { reason: parsed.reason, issues: parsed.issues })

    const { votingDurationDays, effectiveInDays = 0, expiresAfterDays = null } = input
    const until = lawEndsAt(daysAfter(tx.now, votingDurationDays + effectiveInDays), expiresAfterDays)
    const question = await buildPowersQuestion(tx, region, standing, parsed.value, until)
    const route = routeForProposal(question)
    if (!route.ok) throw refused(route.reason === 'no-change' ? 'BAD_REQUEST' : 'FORBIDDEN', route)
    const policyId = await openPolicy(tx, {
      region,
      route: route.value,
      changes: effectiveChanges(question),
      title: input.title,
      description: input.description,
      votingDurationDays,
      effectiveInDays,
      expiresAfterDays,
    })
    const policy = await requirePolicy(tx.db, policyId)
    return policyView(policy, { region, turnout: 0 })
  })
}
