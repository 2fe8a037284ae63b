import { asc, eq, inArray } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { ballots, votes } from '#db/schema/platform/voting.ts'
import { type ElectionResults } from '#server/domain/elections/count.ts'
import { LATE_QUORUM_MESSAGE } from '#server/domain/voting/late-quorum.ts'
import { serializeTally, tally, type Tally } from '#server/domain/voting/tally.ts'
import { type Majority } from '#server/domain/regions/powers.ts'
import { pausesWithRegion } from '#server/domain/voting/vote-kinds.ts'
import { KINDS_OF_VOTE } from '#server/domain/records/vote-words.ts'
import { type Tx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { isRegionOpen } from '../regions/is-region-open.ts'
import { CLOSE_JOB } from './close-job.ts'
import { lateQuorumClose } from './late-quorum-close.ts'
import { motionBallots } from './motion-ballots.ts'
import { type VoteRow } from './vote-rows.ts'
import { scheduleVoterRewards } from './schedule-voter-rewards.ts'
import { sha256 } from '../sha256.ts'
import { weighRoll } from './weigh-roll.ts'

/** Locks votes exclusively until the transaction ends, by id: the order that prevents deadlocks. */
export const lockVotes = (db: Queryable, voteIds: readonly string[]): Promise<VoteRow[]> =>
  db
    .select()
    .from(votes)
    .where(inArray(votes.id, [...voteIds]))
    .orderBy(asc(votes.id))
    .for('update')

/** What a vote is about, for the notice of an extension. */
export type VotedOn = {
  voteId: string
  subjectId: string
  about: string
  /** Null for the Galactic Council. */
  region: { id: string; name: string; displayName: string } | null
}

export type DueVotes = {
  /** Votes to count, by the id of their subject. */
  due: Map<string, VoteRow>
  now: Date
}

/**
 * Locks the votes that are due for counting; null when there are none. A late quorum extends all of them instead, once. While
 * a region is closed its votes wait, since nobody can vote, except those that run on. The
 * caller has locked the subjects. @param latestClose an extension must end before it.
 */
export async function takeDueVotes(
  tx: Tx,
  subjects: readonly VotedOn[],
  latestClose?: Date,
): Promise<DueVotes | null> {
  const locked = new Map(
    (
      await lockVotes(
        tx.db,
        subjects.map(({ voteId }) => voteId),
      )
    ).map((vote) => [vote.id, vote]),
  )
  const now = await tx.clock.now(tx.db)
  const due = subjects.flatMap((subject) => {
    const vote = locked.get(subject.voteId)
    return vote && vote.state === 'open' && now >= vote.closesAt ? [{ subject, vote }] : []
  })
  const [first] = due
  if (!first) return null
  const { kind, regionId } = first.vote
  if (regionId !== null && pausesWithRegion(kind) && !(await isRegionOpen(tx, regionId))) return null
  const closesAt = await laterClose(
    tx,
    due.map(({ vote }) => vote),
    latestClose,
  )
  if (closesAt !== null) for (const { subject, vote } of due) await extend(tx, subject, vote, closesAt, now)
  if (closesAt !== null && now < closesAt) return null
  return {
    due: new Map(
      due.map(({ subject, vote }) => [subject.subjectId, { ...vote, closesAt: closesAt ?? vote.closesAt }]),
    ),
    now,
  }
}

/** Null when nothing is extended. */
async function laterClose(tx: Tx, due: readonly VoteRow[], latestClose?: Date): Promise<Date | null> {
  for (const vote of due) {
    const asked = await lateQuorumClose(tx.db, vote)
    if (asked === null) continue
    const closesAt = latestClose && latestClose < asked ? latestClose : asked
    if (closesAt > vote.closesAt) return closesAt
  }
  return null
}

/** Without a notice if the later close has passed as well, because the count is late. */
async function extend(tx: Tx, subject: VotedOn, vote: VoteRow, closesAt: Date, now: Date): Promise<void> {
  const { subjectId, about, region } = subject
  const { topic, subjectType, path, sentence } = KINDS_OF_VOTE[vote.kind]
  await tx.db.update(votes).set({ closesAt, extendedAt: now }).where(eq(votes.id, vote.id))
  await tx.audit({
    action: `${vote.kind}.extended`,
    ...(region ? { regionId: region.id } : {}),
    subject: { type: subjectType, id: subjectId },
    detail: { closesAt: closesAt.toISOString() },
  })
  if (closesAt <= now) return
  const close = CLOSE_JOB[vote.kind](subjectId, closesAt)
  if (close) await tx.enqueue(close)
  tx.publish({
    audience: region ? { kind: 'region', regionId: region.id } : { kind: 'public' },
    topic,
    id: subjectId,
  })
  await notifyRoll(tx, vote.id, {
    kind: `${vote.kind}.extended`,
    title: `${region?.displayName ?? 'Galactic Council'}: ${sentence(about, 'is extended')}`,
    body: LATE_QUORUM_MESSAGE,
    href: path(region?.name ?? '', subjectId),
    regionId: region?.id ?? null,
  })
}

/** Notifies everybody on a vote's roll, by job. */
export const notifyRoll = (
  tx: Tx,
  voteId: string,
  notice: { kind: string; title: string; body: string; href: string; regionId: string | null },
): Promise<void> => notifyLater(tx, { to: { kind: 'roll', voteId }, notice })

/** Counts a motion by its ballots and ends its vote. @param vote from {@link takeDueVotes}. */
export async function countMotion(
  tx: Tx,
  vote: VoteRow,
  majority: Majority,
  now: Date,
): Promise<{ result: Tally; hash: string }> {
  const { quorumBp, thresholdBp } = vote
  if (quorumBp === null || thresholdBp === null) throw new TypeError(`a motion without rules: ${vote.id}`)
  const result = tally({ ...motionBallots(await weighRoll(tx.db, vote)), quorumBp, thresholdBp, majority })
  return { result, hash: await recordCount(tx, vote.id, { result, text: serializeTally(result) }, now) }
}

/** Ends a vote by its count and schedules the rewards of its voters. Returns the hash of the count's text, which is published with it. */
export async function recordCount(
  tx: Tx,
  voteId: string,
  { result, text }: { result: Tally | ElectionResults; text: string },
  now: Date,
): Promise<string> {
  const tallyHash = sha256(text)
  await tx.db
    .update(votes)
    .set({ state: 'counted', tally: result, tallyHash, decidedAt: now, rewardDueAt: now })
    .where(eq(votes.id, voteId))
  await scheduleVoterRewards(tx, voteId)
  return tallyHash
}

/** Ends a vote that is open and will not be counted, because its subject ended. Those who have voted get their reward. */
export async function voidVote(tx: Tx, voteId: string, now: Date): Promise<void> {
  const [vote] = await lockVotes(tx.db, [voteId])
  if (vote?.state !== 'open') return
  const hasBallots = (await tx.db.$count(ballots, eq(ballots.voteId, voteId))) > 0
  await tx.db
    .update(votes)
    .set({ state: 'void', decidedAt: now, rewardDueAt: hasBallots ? now : null })
    .where(eq(votes.id, voteId))
  if (hasBallots) await scheduleVoterRewards(tx, voteId)
}
