import { and, eq, inArray, isNull } from 'drizzle-orm'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { closePolicy } from '#jobs/policies/close-policy.ts'
import { job } from '#jobs/outbox.ts'
import { checkNewProposal, type OpenProposal } from '#server/domain/policies/proposal-rules.ts'
import { votingClosesAt } from '#server/domain/voting/schedule.ts'
import { leversOf, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { type Route } from '#server/domain/regions/powers.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { refused } from '../refused.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireUser } from '../require-actor.ts'
import { copyRoll, openRoll } from '../voting/open-roll.ts'
import { oneRow } from '../one-row.ts'
import { type PolicyRow } from './queries.ts'

export type NewPolicy = {
  /** Locked by the caller, so that two proposals for one lever cannot both be the first. */
  region: RegionRow
  route: Extract<Route, { instrument: 'vote' }>
  changes: SettingsPatch
  title: string
  description: string
  votingDurationDays: number
  effectiveInDays?: number | undefined
  expiresAfterDays?: number | null | undefined
  /** The open policy, locked, that this is a counter-proposal to: the same voters, rules and close. */
  counterTo?: PolicyRow
}

/** Opens the vote on a proposal that the powers table allows: policy, roll and close in one transaction. @throws CONFLICT. */
export async function openPolicy(tx: Tx, proposal: NewPolicy): Promise<string> {
  const { userId } = requireUser(tx)
  const { region, route, changes, title, description, counterTo } = proposal
  // What the original touches it may touch too.
  const levers = leversOf(changes).filter(
    (lever) => !counterTo || !leversOf(counterTo.proposedChanges).includes(lever),
  )
  const verdict = checkNewProposal({ proposerId: userId, levers }, await findOpenProposals(tx, region.id))
  if (!verdict.ok) throw refused('CONFLICT', verdict)

  const { rollId, entries } = counterTo
    ? await copyRoll(tx, counterTo.rollId)
    : await openRoll(tx, { region, subject: 'policy', electorate: route.electorate })
  const closesAt = counterTo?.votingClosesAt ?? votingClosesAt(tx.now, proposal.votingDurationDays)
  const policy = oneRow(
    await tx.db
      .insert(policies)
      .values({
        regionId: region.id,
        policyType: route.policyType,
        title,
        description,
        proposedChanges: changes,
        electorate: route.electorate,
        majority: route.majority,
        thresholdBp: counterTo?.thresholdBp ?? region.votingThresholdBp,
        quorumBp: counterTo?.quorumBp ?? region.quorumBp,
        status: 'voting',
        rollId,
        proposedBy: userId,
        proposedAt: tx.now,
        votingClosesAt: closesAt,
        counterTo: counterTo?.id ?? null,
        extendedAt: counterTo?.extendedAt ?? null,
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
      rollSize: entries.length,
      ...(counterTo ? { counterTo: counterTo.id } : {}),
    },
  })
  await tx.enqueue(job(closePolicy, { policyId: policy.id }, closesAt))
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'policy', id: policy.id })
  await notify(tx, {
    userIds: entries.map((entry) => entry.playerId).filter((voter) => voter !== userId),
    kind: 'policy.opened',
    title: counterTo
      ? `${region.displayName}: “${title}” is a counter-proposal to “${counterTo.title}”`
      : `${region.displayName}: a vote on “${title}” is open`,
    href: policyPath(region.name, policy.id),
    regionId: region.id,
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
