import { and, asc, eq, gt, inArray, notInArray } from 'drizzle-orm'
import { votes } from '#db/schema/platform/voting.ts'
import { extendForClosure, type Pause } from '#server/domain/voting/closure.ts'
import { UNPAUSED_KINDS } from '#server/domain/voting/vote-kinds.ts'
import { KINDS_OF_VOTE } from '#server/domain/records/vote-words.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { CLOSE_JOB } from './close-job.ts'
import { notifyResumed } from './notify-resumed.ts'
import { subjectOfVote } from './vote-subjects.ts'

/**
 * Gives the votes that were open in a region back the time that it was closed; not those that run on meanwhile. Closes wait while a region is closed, so nothing was counted meanwhile. Everybody concerned is told once the
 * region is open again. The caller holds the region's row and changes its status in the same transaction.
 */
export async function extendVotesAfterClosure(tx: Tx, region: RegionRow, closure: Pause): Promise<void> {
  const open = await tx.db
    .select()
    .from(votes)
    .where(
      and(
        eq(votes.regionId, region.id),
        eq(votes.state, 'open'),
        notInArray(votes.kind, [...UNPAUSED_KINDS]),
        gt(votes.closesAt, closure.from),
      ),
    )
    .orderBy(asc(votes.id))
    .for('update')
  for (const { id, closesAt, pausedMs } of open) {
    const until = extendForClosure(closesAt, closure) ?? closesAt
    await tx.db
      .update(votes)
      .set({ closesAt: until, pausedMs: pausedMs + until.getTime() - closesAt.getTime() })
      .where(eq(votes.id, id))
  }
  if (!closure.isOver || open.length === 0) return
  const subject = subjectOfVote(tx.db)
  const resumed = await tx.db
    .select({
      voteId: votes.id,
      kind: votes.kind,
      until: votes.closesAt,
      subjectId: subject.subjectId,
      about: subject.about,
    })
    .from(votes)
    .crossJoinLateral(subject)
    .where(
      inArray(
        votes.id,
        open.map(({ id }) => id),
      ),
    )
  for (const { voteId, kind, until, subjectId, about } of resumed) {
    if (kind === 'treaty' || kind === 'rescue' || kind === 'council') continue
    const { topic, path, sentence } = KINDS_OF_VOTE[kind]
    const close = CLOSE_JOB[kind](subjectId, until)
    if (close) await tx.enqueue(close)
    await notifyResumed(tx, region, {
      subject: { type: kind, id: subjectId },
      topic,
      what: sentence(about, 'is open again'),
      to: { kind: 'roll', voteId },
      href: path(region.name, subjectId),
      until,
    })
  }
}
