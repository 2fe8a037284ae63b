import { and, eq, inArray, isNull } from 'drizzle-orm'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { checkNewProposal, type OpenProposal } from '#server/domain/policies/proposal-rules.ts'
import { votingClosesAt } from '#server/domain/voting/schedule.ts'
import { leversOf, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { type Route } from '#server/domain/regions/powers.ts'
import { type Tx } from '../context.ts'
import { refused } from '../refused.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireUser } from '../require-actor.ts'
import { requireFewProposals } from '../voting/require-few-proposals.ts'
import { announceVote, copyVote, openVote } from '../voting/open-vote.ts'
import { oneRow } from '../one-row.ts'
import { type PolicyRow } from './queries.ts'

export type NewPolicy = {
  /** Locked by the caller, so that two proposals for one lever cannot both be the first. */
  region: RegionRow
  route: Extract<Route, { instrument: 'vote' }>
  changes: SettingsPatch
  /** Chosen by the caller, where a repeated request must not make a second one. */
  id?: string
  /** What it orders from the treasury instead of changing settings, and what that costs at most. */
  order?: { order: TreasuryOrder; cost: number }
  title: string
  description: string
  votingDurationDays: number
  effectiveInDays?: number | undefined
  expiresAfterDays?: number | null | undefined
  /** The open policy, locked, that this is a counter-proposal to: the same voters, rules and close. */
  counterTo?: PolicyRow
}

/** Opens the vote on a proposal that the powers table allows: policy, vote and roll in one transaction. @throws CONFLICT. */
export async function openPolicy(tx: Tx, proposal: NewPolicy): Promise<string> {
  const { userId } = requireUser(tx)
  const { region, route, changes, order, title, description, counterTo } = proposal
  // What the original touches it may touch too.
  const levers = leversOf(changes).filter(
    (lever) => !counterTo || !leversOf(counterTo.proposedChanges).includes(lever),
  )
  const verdict = checkNewProposal({ proposerId: userId, levers }, await findOpenProposals(tx, region.id))
  if (!verdict.ok) throw refused('CONFLICT', verdict)
  await requireFewProposals(tx)

  const vote = counterTo
    ? await copyVote(tx, counterTo.voteId)
    : await openVote(tx, {
        region,
        kind: 'policy',
        electorate: route.electorate,
        closesAt: votingClosesAt(tx.now, proposal.votingDurationDays),
        rules: { quorumBp: region.quorumBp, thresholdBp: region.votingThresholdBp },
      })
  const policy = oneRow(
    await tx.db
      .insert(policies)
      .values({
        regionId: region.id,
        ...(proposal.id === undefined ? {} : { id: proposal.id }),
        policyType: route.policyType,
        treasuryOrder: order?.order ?? null,
        orderCost: order?.cost ?? null,
        title,
        description,
        proposedChanges: changes,
        majority: route.majority,
        status: 'voting',
        voteId: vote.voteId,
        proposedBy: userId,
        proposedAt: tx.now,
        counterTo: counterTo?.id ?? null,
        effectiveInDays: proposal.effectiveInDays ?? 0,
        expiresAfterDays: proposal.expiresAfterDays ?? null,
      })
      .returning({ id: policies.id }),
  )
  if (levers.length > 0)
    await tx.db
      .insert(openPolicyLevers)
      .values(levers.map((lever) => ({ regionId: region.id, lever, policyId: policy.id })))

  await tx.audit({
    action: 'policy.proposed',
    regionId: region.id,
    subject: { type: 'policy', id: policy.id },
    detail: {
      policyType: route.policyType,
      levers: leversOf(changes),
      ...(order ? { order: order.order, cost: order.cost } : {}),
      rollSize: vote.rollSize,
      ...(counterTo ? { counterTo: counterTo.id } : {}),
    },
  })
  await announceVote(tx, {
    kind: 'policy',
    subjectId: policy.id,
    region,
    vote,
    notice: {
      kind: 'policy.opened',
      title: counterTo
        ? `${region.displayName}: “${title}” is a counter-proposal to “${counterTo.title}”`
        : `${region.displayName}: a vote on “${title}” is open`,
    },
    except: userId,
  })
  return policy.id
}

/** Those that hold levers: voted on, or passed and not law yet. */
async function findOpenProposals(tx: Tx, regionId: string): Promise<OpenProposal[]> {
  const rows = await tx.db
    .select({
      id: policies.id,
      proposerId: policies.proposedBy,
      changes: policies.proposedChanges,
      effectiveAt: policies.effectiveAt,
    })
    .from(policies)
    .where(
      and(
        eq(policies.regionId, regionId),
        inArray(policies.status, ['voting', 'passed']),
        isNull(policies.implementationError),
      ),
    )
  return rows.map(({ changes, ...proposal }) => ({ ...proposal, levers: leversOf(changes) }))
}
