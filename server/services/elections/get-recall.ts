import { and, eq } from 'drizzle-orm'
import { recallSignatures } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { isEligible } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { signaturesNeeded, type RecallStatus } from '#server/domain/elections/recall.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { isPausedByClosure } from '#server/domain/voting/closure.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { motionTally } from '../voting/motion-tally.ts'
import { getOwnVote, getTurnout, type OwnVote } from '../voting/vote-rows.ts'
import { OPEN_RECALLS, petitionFigures, requireRecall } from './recall-queries.ts'

export type RecallDetail = {
  id: string
  region: { id: string; name: string; displayName: string }
  position: Position
  holder: { userId: string; callsign: string }
  startedBy: { userId: string; callsign: string }
  reason: string
  status: RecallStatus
  startedAt: string
  petitionEndsAt: string
  votingClosesAt: string | null
  decidedAt: string | null
  /** Of those who are citizens now; who signed is nobody's business but the signers'. */
  signatures: number
  signaturesNeeded: number
  hasSigned: boolean
  canSign: boolean
  canWithdraw: boolean
  rollSize: number | null
  rollHash: string | null
  turnout: number
  ownVote: OwnVote | null
  canVote: boolean
  /** When a late quorum gave the vote more time. */
  extendedAt: string | null
  /** The region is closed, and petition or vote ends as much later as it stays closed. */
  isPaused: boolean
  /** Null until the vote is counted. */
  tally: Tally | null
  tallyHash: string | null
  /** Why it lapsed; null for others. */
  lapseReason: string | null
}

/** One recall with the reader's own part in it. @throws NOT_FOUND to those outside the region. */
export async function getRecall(ctx: Ctx, { recallId }: { recallId: string }): Promise<RecallDetail> {
  const { userId } = requireUser(ctx)
  const recall = await requireRecall(ctx.db, recallId)
  const { region, standing } = await requireParticipant(ctx, recall.regionId)
  const now = await ctx.clock.now(ctx.db)
  const { signatures, citizens } = await petitionFigures(ctx.db, recall)
  const [signed] = await ctx.db
    .select({ at: recallSignatures.signedAt })
    .from(recallSignatures)
    .where(and(eq(recallSignatures.recallId, recallId), eq(recallSignatures.userId, userId)))
  const { vote, status } = recall
  const ownVote = vote && (await getOwnVote(ctx.db, vote.id, userId))
  const isOpen = isOpenForBusiness(region.status)
  const isGathering = status === 'petition' && now < recall.petitionEndsAt
  return {
    id: recall.id,
    region: { id: region.id, name: region.name, displayName: region.displayName },
    position: recall.position,
    holder: await person(ctx, recall.holderId),
    startedBy: await person(ctx, recall.startedBy),
    reason: recall.reason,
    status,
    startedAt: recall.startedAt.toISOString(),
    petitionEndsAt: recall.petitionEndsAt.toISOString(),
    votingClosesAt: vote?.closesAt.toISOString() ?? null,
    decidedAt: (vote?.decidedAt ?? recall.lapsedAt)?.toISOString() ?? null,
    signatures,
    signaturesNeeded: signaturesNeeded(citizens),
    hasSigned: signed !== undefined,
    canSign: isOpen && isGathering && signed === undefined && isEligible(standing.membership),
    canWithdraw: isGathering && signed !== undefined,
    rollSize: vote?.size ?? null,
    rollHash: vote?.rollHash ?? null,
    turnout: vote ? await getTurnout(ctx.db, vote.id) : 0,
    ownVote,
    canVote: isOpen && vote?.state === 'open' && now < vote.closesAt && ownVote !== null,
    extendedAt: vote?.extendedAt?.toISOString() ?? null,
    isPaused:
      OPEN_RECALLS.some((open) => open === status) &&
      isPausedByClosure(vote?.closesAt ?? recall.petitionEndsAt, region),
    tally: vote && motionTally(vote).result,
    tallyHash: vote?.tallyHash ?? null,
    lapseReason: recall.lapseReason,
  }
}

async function person(ctx: Ctx, userId: string): Promise<{ userId: string; callsign: string }> {
  const [row] = await ctx.db.select({ callsign: users.callsign }).from(users).where(eq(users.id, userId))
  return { userId, callsign: row?.callsign ?? '' }
}
