import { eq } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { tellMany } from '#jobs/notifications/tell-many.ts'
import { closePolicy as closePolicyJob } from '#jobs/policies/close-policy.ts'
import { implementPolicy } from '#jobs/policies/implement-policy.ts'
import { job } from '#jobs/outbox.ts'
import { decidePair } from '#server/domain/policies/counter-proposal.ts'
import { LATE_QUORUM_WORDS } from '#server/domain/voting/late-quorum.ts'
import { serializeTally, tally, type Tally } from '#server/domain/voting/tally.ts'
import { daysAfter } from '#server/domain/policies/law-timing.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireRegion } from '../regions/require-region.ts'
import { isRegionOpen } from '../regions/is-region-open.ts'
import { extensionOf } from '../voting/extension-of.ts'
import { motionBallots } from '../voting/motion-ballots.ts'
import { oweReward } from '../voting/owe-reward.ts'
import { sha256 } from '../sha256.ts'
import { weighRoll } from '../voting/weigh-roll.ts'
import { freeLevers } from './free-levers.ts'
import { lockPair, type PolicyRow } from './queries.ts'

type Decision = { policy: PolicyRow; result: Tally; status: 'passed' | 'rejected' | 'superseded' }

/**
 * Counts a vote that is due from its ballots and decides it, together with its counter-proposal where there is one; a
 * quorum that came late gives both more time instead, once. Does nothing before the close or a second time, so that job
 * and sweep may both come, and waits while the region is not open: nobody could vote. Returns whether it closed the vote now.
 */
export async function closePolicy(ctx: Ctx, { policyId }: { policyId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const pair = await lockPair(tx.db, policyId)
    const now = await tx.clock.now(tx.db)
    const due = pair.filter(({ status, votingClosesAt }) => status === 'voting' && now >= votingClosesAt)
    const [first] = due
    if (!first || !(await isRegionOpen(tx, first.regionId))) return false
    let voted = due
    for (const policy of due) {
      const { rollId, quorumBp, votingClosesAt, extendedAt, pausedMs } = policy
      const closesAt = await extensionOf(tx, {
        ...{ rollId, quorumBp, pausedMs, closesAt: votingClosesAt },
        wasExtended: extendedAt !== null,
      })
      if (closesAt === null) continue
      for (const each of due) await extend(tx, each, { closesAt, now })
      if (now < closesAt) return false
      voted = due.map((each) => ({ ...each, votingClosesAt: closesAt }))
      break
    }
    await oweReward(
      tx,
      due.map(({ rollId }) => rollId),
    )
    const decisions = await decide(tx, voted)
    for (const decision of decisions) await settle(tx, decision, decisions, now)
    return true
  })
}

/** Nobody is told where the later close is over as well, because the vote is counted late. */
async function extend(tx: Tx, policy: PolicyRow, { closesAt, now }: { closesAt: Date; now: Date }) {
  const { id: policyId, regionId, title, rollId } = policy
  await tx.db
    .update(policies)
    .set({ votingClosesAt: closesAt, extendedAt: now })
    .where(eq(policies.id, policyId))
  await tx.audit({
    action: 'policy.extended',
    regionId,
    subject: { type: 'policy', id: policyId },
    detail: { closesAt: closesAt.toISOString() },
  })
  if (closesAt <= now) return
  await tx.enqueue(job(closePolicyJob, { policyId }, closesAt))
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'policy', id: policyId })
  const region = await requireRegion(tx, regionId)
  const notice = {
    kind: 'policy.extended',
    title: `${region.displayName}: the vote on “${title}” goes on`,
    body: LATE_QUORUM_WORDS,
    href: policyPath(region.name, policyId),
    regionId,
  }
  await tx.enqueue(job(tellMany, { to: { kind: 'roll', rollId }, notice }))
}

async function decide(tx: Tx, due: readonly PolicyRow[]): Promise<Decision[]> {
  const counted: { policy: PolicyRow; result: Tally }[] = []
  for (const policy of due) counted.push({ policy, result: await countPolicy(tx, policy) })
  const [original, counter] = counted
  if (!original || !counter)
    return counted.map((one) => ({ ...one, status: one.result.passed ? 'passed' : 'rejected' }))
  const together = decidePair(original.result, counter.result)
  return [
    { ...original, status: together.original },
    { ...counter, status: together.counter },
  ]
}

async function settle(
  tx: Tx,
  { policy, result, status }: Decision,
  decisions: readonly Decision[],
  now: Date,
): Promise<void> {
  const { id: policyId, regionId } = policy
  const hash = sha256(serializeTally(result))
  const effectiveAt = status === 'passed' ? daysAfter(now, policy.effectiveInDays) : null
  await tx.db
    .update(policies)
    .set({ status, decidedAt: now, tally: result, tallyHash: hash, effectiveAt })
    .where(eq(policies.id, policyId))
  if (effectiveAt) await tx.enqueue(job(implementPolicy, { policyId }, effectiveAt))
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
  await tellVoters(tx, { policy, result, status })
}

/** The tally as the ballots in the store have it. */
async function countPolicy(tx: Tx, policy: PolicyRow): Promise<Tally> {
  const weighed = await weighRoll(tx, { rollId: policy.rollId, closedAt: policy.votingClosesAt })
  return tally({
    ...motionBallots(weighed),
    quorumBp: policy.quorumBp,
    thresholdBp: policy.thresholdBp,
    majority: policy.majority,
  })
}

const ENDINGS: Record<Decision['status'], string> = {
  passed: 'has passed',
  rejected: 'was rejected',
  superseded: 'gave way to the other proposal, which had more yes',
}

async function tellVoters(tx: Tx, { policy, result, status }: Decision) {
  const region = await requireRegion(tx, policy.regionId)
  const notice = {
    kind: `policy.${status}`,
    title: `“${policy.title}” ${ENDINGS[status]}`,
    body: `${result.turnout} of ${result.rollSize} voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: policyPath(region.name, policy.id),
    regionId: policy.regionId,
  }
  await notify(tx, { ...notice, userIds: [policy.proposedBy] })
  await tx.enqueue(job(tellMany, { to: { kind: 'roll', rollId: policy.rollId }, notice }))
}
