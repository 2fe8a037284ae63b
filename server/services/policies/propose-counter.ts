import { and, eq } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { checkCounterProposal } from '#server/domain/policies/counter-proposal.ts'
import { parseProposedChanges } from '#server/domain/policies/proposed-changes.ts'
import { effectivePatch } from '#server/domain/regions/settings-diff.ts'
import { routeForProposal } from '#server/domain/regions/powers.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { settingsOf } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { getVote } from '../voting/vote-rows.ts'
import { openPolicy } from './open-policy.ts'
import { policyView, type PolicyView } from './policy-view.ts'
import { buildPowersQuestion } from '../laws/build-powers-question.ts'
import { lockPolicy, requirePolicy } from './queries.ts'

export type ProposeCounterInput = {
  /** The open policy that it answers. */
  policyId: string
  title: string
  description: string
  proposedChanges: Record<string, unknown>
  effectiveInDays?: number
  expiresAfterDays?: number | null
}

/**
 * Answers an open policy with another wording of it. The same voters vote on both until the same close, and at most one
 * becomes law. @throws BAD_REQUEST with the bound, FORBIDDEN for those who may not propose, NOT_FOUND, CONFLICT when the
 * policy can no longer be answered.
 */
export async function proposeCounter(ctx: Ctx, input: ProposeCounterInput): Promise<PolicyView> {
  return transact(ctx, async (tx) => {
    const found = await requirePolicy(tx.db, input.policyId)
    const { standing } = await requireParticipant(tx, found.regionId)
    const region = await requireLockedRegion(tx, found.regionId)
    requireOpen(region)
    const original = await lockPolicy(tx.db, input.policyId)
    if (original.treasuryOrder !== null)
      throw new GameError(
        'CONFLICT',
        'An order from the treasury is adopted or rejected as it is. Propose another order instead.',
        { reason: 'is-an-order' },
      )
    const { closesAt } = await getVote(tx.db, original.voteId)
    const parsed = parseProposedChanges(original.policyType, input.proposedChanges)
    if (!parsed.ok)
      throw new GameError('BAD_REQUEST', parsed.message, { reason: parsed.reason, issues: parsed.issues })

    const route = routeForProposal(await buildPowersQuestion(tx, region, standing, parsed.value))
    if (!route.ok) throw refused(route.reason === 'no-change' ? 'BAD_REQUEST' : 'FORBIDDEN', route)
    const settings = settingsOf(region)
    const changes = effectivePatch(settings, parsed.value)
    const answering = await tx.db.$count(
      policies,
      and(eq(policies.counterTo, original.id), eq(policies.status, 'voting')),
    )
    const verdict = checkCounterProposal({
      original: {
        policyType: original.policyType,
        status: original.status,
        changes: original.proposedChanges,
        closesAt,
        isCounterProposal: original.counterTo !== null,
        hasOpenCounterProposal: answering > 0,
      },
      counter: { policyType: route.value.policyType, changes },
      settings,
      now: await tx.clock.now(tx.db),
    })
    if (!verdict.ok) throw refused('CONFLICT', verdict)

    const policyId = await openPolicy(tx, {
      region,
      route: route.value,
      changes,
      title: input.title,
      description: input.description,
      votingDurationDays: 0,
      effectiveInDays: input.effectiveInDays,
      expiresAfterDays: input.expiresAfterDays,
      counterTo: original,
    })
    const policy = await requirePolicy(tx.db, policyId)
    return policyView(policy, { region, turnout: 0 })
  })
}
