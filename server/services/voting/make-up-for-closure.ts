import { and, eq, gt, inArray } from 'drizzle-orm'
import { elections, recalls } from '#db/schema/platform/elections.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { closeElection } from '#jobs/elections/close-election.ts'
import { openVoting } from '#jobs/elections/open-voting.ts'
import { tellMany } from '#jobs/notifications/tell-many.ts'
import { job } from '#jobs/outbox.ts'
import { closePolicy } from '#jobs/policies/close-policy.ts'
import { type LiveTopic } from '#server/domain/live-topics.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { electionPath, policyPath, recallPath } from '#server/domain/regions/paths.ts'
import { endAfterClosure, type Closure } from '#server/domain/voting/closure.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/** `isOver` where the region opens at its end, not where one closed status follows another. */
type Pause = Closure & { isOver: boolean }

/**
 * Gives what was under way in a region back the time that it was closed: policies, elections with their nominations, recalls
 * with their petitions. Closes of votes wait while a region is closed, so nothing was counted meanwhile. Everybody concerned is
 * told once the region is open again: until then nothing goes on. The caller holds the region's row and changes its status in
 * the same transaction.
 */
export async function makeUpForClosure(tx: Tx, region: RegionRow, closure: Pause): Promise<void> {
  await resumePolicies(tx, region, closure)
  await resumeElections(tx, region, closure)
  await resumeRecalls(tx, region, closure)
}

async function resumePolicies(tx: Tx, region: RegionRow, closure: Pause) {
  const open = await tx.db
    .select()
    .from(policies)
    .where(
      and(
        eq(policies.regionId, region.id),
        eq(policies.status, 'voting'),
        gt(policies.votingClosesAt, closure.from),
      ),
    )
    .for('update')
  for (const { id: policyId, title, votingClosesAt, pausedMs, rollId } of open) {
    const closesAt = endAfterClosure(votingClosesAt, closure)
    if (closesAt === null) continue
    await tx.db
      .update(policies)
      .set({ votingClosesAt: closesAt, pausedMs: pausedMs + closesAt.getTime() - votingClosesAt.getTime() })
      .where(eq(policies.id, policyId))
    if (!closure.isOver) continue
    await tx.enqueue(job(closePolicy, { policyId }, closesAt))
    await tell(tx, region, {
      subject: { type: 'policy', id: policyId },
      topic: 'policy',
      title: `the vote on “${title}” goes on`,
      to: { kind: 'roll', rollId },
      href: policyPath(region.name, policyId),
      until: closesAt,
    })
  }
}

async function resumeElections(tx: Tx, region: RegionRow, closure: Pause) {
  const open = await tx.db
    .select()
    .from(elections)
    .where(and(eq(elections.regionId, region.id), inArray(elections.status, ['pending', 'active'])))
    .for('update')
  for (const { id: electionId, position, rollId, ...election } of open) {
    const isNominating = rollId === null
    const until = endAfterClosure(isNominating ? election.votingOpensAt : election.votingClosesAt, closure)
    if (until === null) continue
    const votingClosesAt = endAfterClosure(election.votingClosesAt, closure) ?? election.votingClosesAt
    await tx.db
      .update(elections)
      .set(isNominating ? { votingOpensAt: until, votingClosesAt } : { votingClosesAt })
      .where(eq(elections.id, electionId))
    if (!closure.isOver) continue
    await tx.enqueue(
      isNominating ? job(openVoting, { electionId }, until) : job(closeElection, { electionId }, until),
    )
    const office = POSITION_LABELS[position].toLowerCase()
    await tell(tx, region, {
      subject: { type: 'election', id: electionId },
      topic: 'election',
      title: `${isNominating ? 'nominations' : 'the vote'} for the election go on (${office})`,
      to: isNominating ? { kind: 'citizens', regionId: region.id } : { kind: 'roll', rollId },
      href: electionPath(region.name, electionId),
      until,
    })
  }
}

async function resumeRecalls(tx: Tx, region: RegionRow, closure: Pause) {
  const open = await tx.db
    .select()
    .from(recalls)
    .where(and(eq(recalls.regionId, region.id), inArray(recalls.status, ['petition', 'voting'])))
    .for('update')
  for (const { id: recallId, position, rollId, ...recall } of open) {
    const { pausedMs, votingClosesAt, petitionEndsAt } = recall
    const endsAt = votingClosesAt ?? petitionEndsAt
    const until = endAfterClosure(endsAt, closure)
    if (until === null) continue
    const longerMs = until.getTime() - endsAt.getTime()
    await tx.db
      .update(recalls)
      .set(
        rollId === null
          ? { petitionEndsAt: until }
          : { votingClosesAt: until, pausedMs: pausedMs + longerMs },
      )
      .where(eq(recalls.id, recallId))
    if (!closure.isOver) continue
    const office = POSITION_LABELS[position].toLowerCase()
    await tell(tx, region, {
      subject: { type: 'recall', id: recallId },
      topic: 'election',
      title: `${rollId === null ? 'the petition for a recall' : 'the vote on a recall'} goes on (${office})`,
      to: rollId === null ? { kind: 'citizens', regionId: region.id } : { kind: 'roll', rollId },
      href: recallPath(region.name, recallId),
      until,
    })
  }
}

type Resumed = {
  subject: { type: 'policy' | 'election' | 'recall'; id: string }
  topic: LiveTopic
  title: string
  to: { kind: 'roll'; rollId: string } | { kind: 'citizens'; regionId: string }
  href: string
  until: Date
}

async function tell(tx: Tx, region: RegionRow, resumed: Resumed) {
  const { subject, topic, title, to, href, until } = resumed
  const kind = `${subject.type}.resumed`
  await tx.audit({
    action: kind,
    regionId: region.id,
    subject,
    detail: { until: until.toISOString() },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic, id: subject.id })
  const notice = {
    kind,
    title: `${region.displayName}: ${title}`,
    body: `The region was closed for a while. That time is made up for, until ${until.toISOString()}.`,
    // The path alone names the vote, which may be resumed again and is told of then as well.
    href: `${href}#resumed-${until.getTime()}`,
    regionId: region.id,
  }
  await tx.enqueue(job(tellMany, { to, notice }))
}
