import { mayCancelElection, mayStand } from '#server/domain/elections/election-rules.ts'
import { stageAt } from '#server/domain/elections/schedule.ts'
import { termsInARow } from '#server/domain/elections/term-limits.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { getFilledOffices, findOfficeHolders } from '../regions/find-office-holders.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { getOwnVote, type OwnVote } from '../voting/vote-rows.ts'
import { findRecurringOpening } from './due-elections.ts'
import { electionViews, type ElectionView } from './election-view.ts'
import { requireElection, scheduleOf } from './queries.ts'
import { findLastWinners } from './term-history.ts'
import { oneRow } from '../one-row.ts'

export type ElectionDetail = ElectionView & {
  region: { id: string; name: string; displayName: string }
  /** The reader's own place on the roll and ballot (`choice`: candidate ids, best first); null without a vote. */
  ownVote: OwnVote | null
  canVote: boolean
  isStanding: boolean
  canStand: boolean
  /** Why the reader cannot stand; null when they can. */
  whyNotStand: string | null
  canWithdraw: boolean
  /** Those who can call elections can cancel this one until its vote opens. */
  canCancel: boolean
  /** Why those who can call elections cannot cancel this one before its vote; null when they can, and for others. */
  whyNotCancel: string | null
  rollHash: string | null
  /** Published from the start; the secret behind it only once the election is over. */
  lotteryCommitment: string
  lotterySecret: string | null
}

/** One election with the reader's own part in it. @throws NOT_FOUND to those outside the region. */
export async function getElection(ctx: Ctx, { electionId }: { electionId: string }): Promise<ElectionDetail> {
  const { userId } = requireUser(ctx)
  const election = await requireElection(ctx.db, electionId)
  const { region, standing } = await requireParticipant(ctx, election.regionId)
  const now = await ctx.clock.now(ctx.db)
  const views = await electionViews(ctx, [election], region)
  const { vote, status } = election
  const ownVote = vote && (await getOwnVote(ctx.db, vote.id, userId))
  const isStanding = views.some(({ candidates }) => candidates.some(({ playerId }) => playerId === userId))
  const stage = status === 'pending' ? stageAt(scheduleOf(election), now) : status
  const isRegionOpen = isOpenForBusiness(region.status)
  const candidacy = mayStand({
    electionStatus: stage,
    membershipType: standing.membership,
    isStanding,
    termsInARow: termsInARow(await findLastWinners(ctx.db, region.id, election.position), userId),
    termLimit: region.termLimit,
  })
  const holders = await findOfficeHolders(ctx.db, region.id)
  const cancelling = mayCancelElection({
    governanceType: region.governanceType,
    actor: standing,
    ...getFilledOffices(holders),
    electionStatus: stage,
    isRecurring: election.calledBy === null,
    recurringOpensAt: await findRecurringOpening(ctx.db, region, election.position, now),
    now,
  })
  return {
    ...oneRow(views),
    region: { id: region.id, name: region.name, displayName: region.displayName },
    ownVote,
    canVote: isRegionOpen && vote?.state === 'open' && now < vote.closesAt && ownVote !== null,
    isStanding,
    canStand: isRegionOpen && candidacy.ok,
    whyNotStand: candidacy.ok ? null : candidacy.message,
    canWithdraw: isStanding && stage === 'pending',
    canCancel: isRegionOpen && cancelling.ok,
    whyNotCancel: !cancelling.ok && cancelling.reason === 'succession-due' ? cancelling.message : null,
    rollHash: vote?.rollHash ?? null,
    lotteryCommitment: election.lotteryCommitment,
    lotterySecret: status === 'completed' ? election.lotterySecret : null,
  }
}
