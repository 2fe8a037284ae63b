import { eq } from 'drizzle-orm'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { implementPolicy } from '#jobs/policies/implement-policy.ts'
import { job } from '#jobs/outbox.ts'
import { serializeTally, tally, type Tally } from '#server/domain/policies/tally.ts'
import { policyPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireRegion } from '../regions/require-region.ts'
import { motionBallots } from '../voting/motion-ballots.ts'
import { findRollEntries } from '../voting/queries.ts'
import { sha256 } from '../voting/sha256.ts'
import { weighRoll } from '../voting/weigh-roll.ts'
import { lockPolicy, type PolicyRow } from './queries.ts'

/**
 * Counts a vote that is due from its ballots and decides it. Does nothing before the close or a second time, so
 * that job and sweep may both come. Returns whether it closed the vote now.
 */
export async function closePolicy(ctx: Ctx, { policyId }: { policyId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const policy = await lockPolicy(tx.db, policyId, 'update')
    const now = await tx.clock.now(tx.db)
    if (policy.status !== 'voting' || now < policy.votingClosesAt) return false

    const result = await countPolicy(tx, policy)
    const hash = sha256(serializeTally(result))
    await tx.db
      .update(policies)
      .set({
        status: result.passed ? 'passed' : 'rejected',
        decidedAt: now,
        tally: result,
        tallyHash: hash,
        effectiveAt: result.passed ? now : null,
      })
      .where(eq(policies.id, policyId))
    if (result.passed) await tx.enqueue(job(implementPolicy, { policyId }))
    else await tx.db.delete(openPolicyLevers).where(eq(openPolicyLevers.policyId, policyId))

    await tx.audit({
      action: `policy.${result.passed ? 'passed' : 'rejected'}`,
      regionId: policy.regionId,
      subject: { type: 'policy', id: policyId },
      detail: { outcome: result.outcome, turnout: result.turnout, rollSize: result.rollSize, hash },
    })
    tx.publish({ audience: { kind: 'region', regionId: policy.regionId }, topic: 'policy', id: policyId })
    await tellVoters(tx, policy, result)
    return true
  })
}

/** The tally as the ballots in the store have it. */
export async function countPolicy(tx: Tx, policy: PolicyRow): Promise<Tally> {
  const { roll, ballots } = await weighRoll(tx, { rollId: policy.rollId, closedAt: policy.votingClosesAt })
  return tally({
    roll,
    ballots: motionBallots(ballots),
    quorumBp: policy.quorumBp,
    thresholdBp: policy.thresholdBp,
    majority: policy.majority,
  })
}

async function tellVoters(tx: Tx, policy: PolicyRow, result: Tally) {
  const roll = await findRollEntries(tx.db, policy.rollId)
  const region = await requireRegion(tx, policy.regionId)
  await notify(tx, {
    userIds: [...roll.map((entry) => entry.playerId), policy.proposedBy],
    kind: result.passed ? 'policy.passed' : 'policy.rejected',
    title: `“${policy.title}” ${result.passed ? 'has passed' : 'was rejected'}`,
    body: `${result.turnout} of ${result.rollSize} voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: policyPath(region.name, policy.id),
    regionId: policy.regionId,
  })
}
