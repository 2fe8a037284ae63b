import { eq } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { implementPolicyJob } from '#jobs/policies/implement-policy.ts'
import { job } from '#jobs/outbox.ts'
import { decidePair } from '#server/domain/policies/counter-proposal.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { daysAfter } from '#server/domain/policies/law-timing.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireRegion } from '../regions/require-region.ts'
import { countMotion, takeDueVotes, notifyRoll } from '../voting/close-vote.ts'
import { freeLevers } from './free-levers.ts'
import { lockPair, type PolicyRow } from './queries.ts'

type Counted = { policy: PolicyRow; result: Tally; hash: string }
type Decision = Counted & { status: 'passed' | 'rejected' | 'superseded' }

/**
 * Counts a vote that is due from its ballots and decides it, together with its counter-proposal where there is one; a
 * quorum that came late gives both more time instead, once. Does nothing before the close or a second time, so that job
 * and sweep may both come, and waits while the region is not open: nobody could vote. Returns whether it closed the vote now.
 */
export async function closePolicy(ctx: Ctx, { policyId }: { policyId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const pair = await lockPair(tx.db, policyId)
    const [first] = pair.filter(({ status }) => status === 'voting')
    if (!first) return false
    const region = await requireRegion(tx, first.regionId)
    const taken = await takeDueVotes(
      tx,
      pair.map(({ id, voteId, title }) => ({ voteId, subjectId: id, about: title, region })),
    )
    if (!taken) return false
    const counted: Counted[] = []
    for (const policy of pair) {
      const vote = taken.due.get(policy.id)
      if (vote) counted.push({ policy, ...(await countMotion(tx, vote, policy.majority, taken.now)) })
    }
    const decisions = decide(counted)
    for (const decision of decisions) await applyDecision(tx, region, decision, decisions, taken.now)
    return true
  })
}

function decide(counted: readonly Counted[]): Decision[] {
  const [original, counter] = counted
  if (!original || !counter)
    return counted.map((one) => ({ ...one, status: one.result.passed ? 'passed' : 'rejected' }))
  const together = decidePair(original.result, counter.result)
  return [
    { ...original, status: together.original },
    { ...counter, status: together.counter },
  ]
}

async function applyDecision(
  tx: Tx,
  region: RegionRow,
  decision: Decision,
  decisions: readonly Decision[],
  now: Date,
): Promise<void> {
  const { policy, result, hash, status } = decision
  const { id: policyId, regionId } = policy
  const effectiveAt = status === 'passed' ? daysAfter(now, policy.effectiveInDays) : null
  await tx.db.update(policies).set({ status, effectiveAt }).where(eq(policies.id, policyId))
  if (effectiveAt) await tx.enqueue(job(implementPolicyJob, { policyId }, effectiveAt))
  else {
    const winner = decisions.find((other) => other.status === 'passed')
    await freeLevers(tx, policy, winner?.policy ?? null)
  }
  await tx.audit({
    action: `policy.${status}`,
    regionId,
    subject: { type: 'policy', id: policyId },
    detail: { outcome: result.outcome, turnout: result.turnout, rollSize: result.rollSize, hash },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'policy', id: policyId })
  await notifyVoters(tx, region, decision)
}

const ENDINGS: Record<Decision['status'], string> = {
  passed: 'has passed',
  rejected: 'was rejected',
  superseded: 'lost to the other proposal, which had more yes',
}

async function notifyVoters(tx: Tx, region: RegionRow, { policy, result, status }: Decision) {
  const notice = {
    kind: `policy.${status}`,
    title: `“${policy.title}” ${ENDINGS[status]}`,
    body: `${result.turnout} of ${result.rollSize} voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: policyPath(region.name, policy.id),
    regionId: policy.regionId,
  }
  await notify(tx, { ...notice, userIds: [policy.proposedBy] })
  await notifyRoll(tx, policy.voteId, notice)
}
