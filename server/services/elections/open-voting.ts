import { eq } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { closeAfterOpening } from '#server/domain/elections/schedule.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireRegion } from '../regions/require-region.ts'
import { announceVote, openVote } from '../voting/open-vote.ts'
import { handleFailedElection } from './handle-failed-election.ts'
import { lockElection, lockEligibleCandidates, scheduleOf, type ElectionRow } from './queries.ts'
import { writeCancellation } from './write-cancellation.ts'

const NO_CANDIDATES = 'Nobody stood for the office.'

/**
 * Ends nominations that are due: fixes the roll and opens the vote, or cancels the election when nobody stands who may
 * hold the office. Does nothing before that moment or a second time, and waits while the region is not open. Returns
 * whether it changed the stage now.
 */
export async function openVoting(ctx: Ctx, { electionId }: { electionId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const election = await lockElection(tx.db, electionId, 'update')
    const now = await tx.clock.now(tx.db)
    if (election.status !== 'pending' || now < election.votingOpensAt) return false
    const region = await requireRegion(tx, election.regionId)
    if (!isOpenForBusiness(region.status)) return false

    const candidates = await lockEligibleCandidates(tx.db, election)
    if (candidates.length === 0) {
      await writeCancellation(tx, { election, region, reason: NO_CANDIDATES, cancelledBy: null, now })
      await handleFailedElection(tx, election)
      tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'election', id: electionId })
    } else await open(tx, election, region, now)
    return true
  })
}

async function open(tx: Tx, election: ElectionRow, region: RegionRow, now: Date) {
  const vote = await openVote(tx, {
    region,
    kind: 'election',
    electorate: 'citizens',
    closesAt: closeAfterOpening(scheduleOf(election), now),
    rules: null,
  })
  await tx.db
    .update(elections)
    .set({ status: 'active', voteId: vote.voteId })
    .where(eq(elections.id, election.id))
  await tx.audit({
    action: 'election.voting-opened',
    regionId: region.id,
    subject: { type: 'election', id: election.id },
    detail: { rollSize: vote.rollSize },
  })
  await announceVote(tx, {
    kind: 'election',
    subjectId: election.id,
    region,
    vote,
    notice: {
      kind: 'election.voting-opened',
      title: `${region.displayName}: choose your ${POSITION_LABELS[election.position].toLowerCase()}`,
    },
  })
}
