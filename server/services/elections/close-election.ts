import { and, eq, isNull } from 'drizzle-orm'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { type ElectionResults } from '#server/domain/elections/count.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { serializeResults } from '#server/domain/elections/results-text.ts'
import { termOf } from '#server/domain/elections/schedule.ts'
import { electionPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireRegion } from '../regions/require-region.ts'
import { recordCount, takeDueVotes, notifyRoll } from '../voting/close-vote.ts'
import { countElection } from './count-election.ts'
import { handleFailedElection } from './handle-failed-election.ts'
import { findCandidates, lockElection, type ElectionRow } from './queries.ts'

/**
 * Counts an election that is due and puts the winners into office for the region's interval. Does nothing before the
 * close or a second time, so that job and sweep may both come, and waits while the region is not open: nobody could vote.
 * Returns whether it closed the election now.
 */
export async function closeElection(ctx: Ctx, { electionId }: { electionId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const election = await lockElection(tx.db, electionId, 'update')
    const { voteId, regionId, position } = election
    if (election.status !== 'active' || voteId === null) return false
    const region = await requireRegion(tx, regionId)
    const taken = await takeDueVotes(tx, [{ voteId, subjectId: electionId, about: position, region }])
    const vote = taken?.due.get(electionId)
    if (!taken || !vote) return false
    const { now } = taken

    const results = await countElection(tx, election, vote)
    const hash = await recordCount(tx, voteId, { result: results, text: serializeResults(results) }, now)
    await tx.db.update(elections).set({ status: 'completed' }).where(eq(elections.id, electionId))
    await fillOffices(tx, election, region, { winners: results.winners, now })
    if (results.winners.length === 0) await handleFailedElection(tx, election)

    await tx.audit({
      action: 'election.completed',
      regionId,
      subject: { type: 'election', id: electionId },
      detail: {
        position,
        winners: results.winners,
        turnout: results.turnout,
        hash,
      },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id: electionId })
    tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
    await notifyVoters(tx, { ...election, voteId }, region, results)
    return true
  })
}

/** Winners take over from everybody in the office. */
async function fillOffices(
  tx: Tx,
  { id: electionId, position }: ElectionRow,
  region: RegionRow,
  { winners, now }: { winners: readonly string[]; now: Date },
) {
  if (winners.length === 0) return
  await tx.db
    .update(offices)
    .set({ endedAt: now, endReason: 'replaced_by_election' })
    .where(and(eq(offices.regionId, region.id), eq(offices.position, position), isNull(offices.endedAt)))
  const { startsAt, endsAt } = termOf(now, region.electionFrequencyDays)
  await tx.db.insert(offices).values(
    winners.map((userId) => ({
      regionId: region.id,
      position,
      userId,
      electionId,
      termFrom: startsAt,
      termUntil: endsAt,
    })),
  )
}

async function notifyVoters(
  tx: Tx,
  election: ElectionRow & { voteId: string },
  region: RegionRow,
  results: ElectionResults,
) {
  const candidates = await findCandidates(tx.db, [election.id])
  const names = candidates
    .filter(({ userId }) => results.winners.includes(userId))
    .map(({ playerName }) => playerName)
  const office = POSITION_LABELS[election.position].toLowerCase()
  const notice = {
    kind: 'election.completed',
    title:
      names.length > 0
        ? `${region.displayName}: ${names.join(', ')} elected ${office}`
        : `${region.displayName}: nobody was elected ${office}`,
    body: `${results.turnout} of ${results.rollSize} voted.`,
    href: electionPath(region.name, election.id),
    regionId: region.id,
  }
  await notify(tx, { ...notice, userIds: candidates.map(({ userId }) => userId) })
  await notifyRoll(tx, election.voteId, notice)
}
