import { mayReportBreach } from '#server/domain/diplomacy/breach.ts'
import { mayRenewTreaty } from '#server/domain/diplomacy/renewal.ts'
import { isInForce, MAX_ROUNDS, type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { maySignTreaty, ratificationInstrument } from '#server/domain/diplomacy/treaty-powers.ts'
import { requiredTurnout } from '#server/domain/voting/quorum.ts'
import { requiredApprovalBp, type Tally } from '#server/domain/voting/tally.ts'
import { type Electorate } from '#server/domain/regions/powers.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { isGovernment, requireRegion, getStanding, type Standing } from '../regions/require-region.ts'
import { motionTally } from '../voting/motion-tally.ts'
import { getOwnVote, getTurnout, type OwnVote, type VoteRow } from '../voting/vote-rows.ts'
import { requireTreaty, SIDES, type TreatyFile } from './queries.ts'
import { treatyHistory, type TreatyHistory } from './treaty-history.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/** A side's vote as its own region sees it; while it is open, of the ballots only how many there are. */
export type RatificationVoteView = {
  electorate: Electorate | null
  votingClosesAt: string | null
  rollSize: number
  turnout: number
  requiredTurnout: number
  /** Share of yes among yes and no that it needs, fraction. */
  requiredApproval: number
  rollHash: string
  /** When a late quorum gave the vote more time. */
  extendedAt: string | null
  /** Null until it is counted. */
  tally: Tally | null
  tallyHash: string | null
  ownVote: OwnVote | null
  canVote: boolean
  /** Why those on the roll cannot vote before the close; null otherwise. */
  whyNotVote: string | null
}

export type OwnSide = {
  regionId: string
  regionName: string
  /** The terms on the table are this side's. */
  isOfferer: boolean
  /** How this region ratifies under its present constitution. */
  instrument: 'signature' | 'vote'
  vote: RatificationVoteView | null
  canSign: boolean
  canCounter: boolean
  canRefuse: boolean
  canWithdraw: boolean
  canGiveNotice: boolean
  canRenew: boolean
  canReportBreach: boolean
  /** Signs for this side, and may answer what the other one reports. */
  canAnswerBreaches: boolean
  /** Why the reader does not act for the region; null for those who do. */
  whyNotAct: string | null
}

export type TreatyDetail = TreatyView &
  TreatyHistory & {
    /** The reader's own region among the two; null for outsiders, who see treaties that are or were in force. */
    own: OwnSide | null
  }

/**
 * One treaty with the reader's own part in it. Somebody who belongs to both sides chooses one by `region`.
 * @throws NOT_FOUND for users who cannot see it (yet).
 */
export async function getTreaty(
  ctx: Ctx,
  input: { treatyId: string; region?: string | undefined },
): Promise<TreatyDetail> {
  const file = await requireTreaty(ctx.db, input.treatyId)
  const chosen = input.region === undefined ? null : await requireRegion(ctx, input.region)
  for (const side of SIDES) {
    if (chosen && chosen.id !== file.parties[side].id) continue
    const region = await requireRegion(ctx, file.parties[side].id)
    const standing = await getStanding(ctx, region)
    if (!concerns(file, side, standing)) continue
    const history = await treatyHistory(ctx.db, file, true)
    return {
      ...treatyView(file),
      ...history,
      own: await ownSide(ctx, { file, side, region, standing, history }),
    }
  }
  if (file.treaty.signedAt === null) throw notFound('This treaty')
  return { ...treatyView(file), ...(await treatyHistory(ctx.db, file, false)), own: null }
}

/** Offers are for governments; a region's other members learn of a treaty once it is signed on both sides. */
function concerns({ treaty, sides }: TreatyFile, side: Side, standing: Standing): boolean {
  if (isGovernment(standing)) return true
  if (standing.membership === null) return false
  return treaty.signedAt !== null || treaty.status === 'ratifying' || sides[side].vote !== null
}

async function ownSide(
  ctx: Ctx,
  reader: { file: TreatyFile; side: Side; region: RegionRow; standing: Standing; history: TreatyHistory },
): Promise<OwnSide> {
  const { file, side, region, standing, history } = reader
  const { status } = file.treaty
  const holders = await findOfficeHolders(ctx.db, region.id)
  const signer = maySignTreaty({
    governanceType: region.governanceType,
    actor: standing,
    ambassadorInOffice: holders.some(({ position }) => position === 'ambassador'),
  })
  const now = await ctx.clock.now(ctx.db)
  const ownUnanswered = history.breaches.filter(
    ({ regionId, answeredAt }) => regionId === region.id && answeredAt === null,
  ).length
  const isOfferer = file.treaty.offeredBy === region.id
  const isOffer = status === 'proposed' && now < file.treaty.windowClosesAt
  return {
    regionId: region.id,
    regionName: region.name,
    isOfferer,
    instrument: ratificationInstrument(region.governanceType).instrument,
    vote: await voteView(ctx, file.sides[side].vote, region, now),
    canSign: signer.ok && isOffer && !isOfferer,
    canCounter: signer.ok && isOffer && !isOfferer && file.treaty.round < MAX_ROUNDS,
    canRefuse: signer.ok && isOffer && !isOfferer,
    canWithdraw: signer.ok && isOffer && isOfferer,
    canGiveNotice: signer.ok && isInForce(status) && status !== 'notice',
    canRenew: signer.ok && history.renewedById === null && mayRenewTreaty(file.treaty, now).ok,
    canReportBreach: signer.ok && mayReportBreach({ ...file.treaty, ownUnanswered }, now).ok,
    canAnswerBreaches: signer.ok,
    whyNotAct: signer.ok ? null : signer.message,
  }
}

/** A treaty waits for neither of its regions. */
const CLOSED_TO_VOTES =
  'The region is closed: nobody can vote there now. The deadline of a treaty does not move, because it concerns two regions.'

async function voteView(
  ctx: Ctx,
  vote: VoteRow | null,
  region: RegionRow,
  now: Date,
): Promise<RatificationVoteView | null> {
  if (vote === null) return null
  const { result, quorumBp, thresholdBp } = motionTally(vote)
  const ownVote = ctx.actor.kind === 'user' ? await getOwnVote(ctx.db, vote.id, ctx.actor.userId) : null
  const isOpen = vote.state === 'open' && now < vote.closesAt
  const isRegionOpen = isOpenForBusiness(region.status)
  return {
    electorate: vote.electorate,
    votingClosesAt: vote.closesAt.toISOString(),
    rollSize: vote.size,
    turnout: await getTurnout(ctx.db, vote.id),
    requiredTurnout: requiredTurnout(vote.size, quorumBp),
    requiredApproval: fromBasisPoints(requiredApprovalBp(thresholdBp, 'simple')),
    rollHash: vote.rollHash,
    extendedAt: vote.extendedAt?.toISOString() ?? null,
    tally: result,
    tallyHash: vote.tallyHash,
    ownVote,
    canVote: isOpen && isRegionOpen && ownVote !== null,
    whyNotVote: isOpen && !isRegionOpen && ownVote !== null ? CLOSED_TO_VOTES : null,
  }
}
