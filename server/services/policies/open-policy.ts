import { and, eq } from 'drizzle-orm'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { closePolicy } from '#jobs/policies/close-policy.ts'
import { job } from '#jobs/outbox.ts'
import { checkNewProposal } from '#server/domain/policies/proposal-rules.ts'
import { votingClosesAt } from '#server/domain/policies/schedule.ts'
import { leversOf, type SettingsPatch } from '#server/domain/regions/levers.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { type Route } from '#server/domain/regions/powers.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { refused } from '../refused.ts'
import { type RegionRow } from '../regions/queries.ts'
import { requireUser } from '../require-actor.ts'
import { openRoll } from '../voting/open-roll.ts'
import { oneRow } from '../one-row.ts'

export type NewPolicy = {
  /** Locked by the caller, so that two proposals for one lever cannot both be the first. */
  region: RegionRow
  route: Extract<Route, { instrument: 'vote' }>
  changes: SettingsPatch
  title: string
  description: string
  votingDurationDays: number
}

/** Opens the vote on a proposal that the powers table allows: policy, roll and close in one transaction. @throws CONFLICT. */
export async function openPolicy(tx: Tx, proposal: NewPolicy): Promise<string> {
  const { userId } = requireUser(tx)
  const { region, route, changes, title, description } = proposal
  const levers = leversOf(changes)
  const verdict = checkNewProposal({ proposerId: userId, levers }, await findOpenProposals(tx, region.id))
  if (!verdict.ok) throw refused('CONFLICT', verdict)

  const { rollId, entries } = await openRoll(tx, {
    region,
    subject: 'policy',
    electorate: route.electorate,
  })
  const closesAt = votingClosesAt(tx.now, proposal.votingDurationDays)
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
        thresholdBp: region.votingThresholdBp,
        quorumBp: region.quorumBp,
        status: 'voting',
        rollId,
        proposedBy: userId,
        proposedAt: tx.now,
        votingClosesAt: closesAt,
      })
      .returning({ id: policies.id }),
  )
  await tx.db
    .insert(openPolicyLevers)
    .values(levers.map((lever) => ({ regionId: region.id, lever, policyId: policy.id })))

  await tx.audit({
    action: 'policy.proposed',
    regionId: region.id,
    subject: { type: 'policy', id: policy.id },
    detail: { policyType: route.policyType, levers, rollSize: entries.length },
  })
  await tx.enqueue(job(closePolicy, { policyId: policy.id }, closesAt))
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'policy', id: policy.id })
  await notify(tx, {
    userIds: entries.map((entry) => entry.playerId).filter((voter) => voter !== userId),
    kind: 'policy.opened',
    title: `${region.displayName}: a vote on “${title}” is open`,
    href: policyPath(region.name, policy.id),
    regionId: region.id,
  })
  return policy.id
}

async function findOpenProposals(tx: Tx, regionId: string) {
  const rows = await tx.db
    .select({ id: policies.id, proposerId: policies.proposedBy, changes: policies.proposedChanges })
    .from(policies)
    .where(and(eq(policies.regionId, regionId), eq(policies.status, 'voting')))
  return rows.map(({ id, proposerId, changes }) => ({ id, proposerId, levers: leversOf(changes) }))
}
