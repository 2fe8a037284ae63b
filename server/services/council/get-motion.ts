import { eq } from 'drizzle-orm'
import { nexusLaws } from '#db/schema/platform/council.ts'
import { proposedValueToWire } from '#server/domain/council/proposed-value.ts'
import { LEVER_OF_MOTION } from '#server/domain/council/motion-types.ts'
import { type NexusLever } from '#server/domain/council/nexus-settings.ts'
import { type CouncilSeat } from '#server/domain/council/seats.ts'
import { type Ctx } from '../context.ts'
import { getOwnVote, getTurnout, type OwnVote } from '../voting/vote-rows.ts'
import { motionView, type MotionView } from './motion-view.ts'
import { getNexusSettings } from './get-nexus-settings.ts'
import { requireMotion, type NamedMotion } from './queries.ts'
import { NO_SEAT } from './require-seat.ts'

export type MotionDetail = MotionView & {
  /** The lever before and after, in wire form; null for a text. */
  change: { lever: NexusLever; before: number | null; after: number | null } | null
  /** Who held which seat when the vote opened. */
  seatList: CouncilSeat[]
  rollHash: string
  tallyHash: string | null
  lawNumber: number | null
  /** The reader's own line of the roll and ballot; null for those who had no seat when the vote opened. */
  ownVote: OwnVote | null
  canVote: boolean
  canWithdraw: boolean
  /** Why the reader has no ballot; null for those who have one and for outsiders. */
  whyNotVote: string | null
}

/** One motion with the reader's own part in it: public. @throws NOT_FOUND */
export async function getMotion(ctx: Ctx, { motionId }: { motionId: string }): Promise<MotionDetail> {
  const motion = await requireMotion(ctx.db, motionId)
  const { vote } = motion
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const ownVote = userId === null ? null : await getOwnVote(ctx.db, vote.id, userId)
  const voted = await getTurnout(ctx.db, vote.id)
  const now = await ctx.clock.now(ctx.db)
  const isOpen = vote.state === 'open' && now < vote.closesAt
  const [law] =
    motion.lawId === null ? [] : await ctx.db.select().from(nexusLaws).where(eq(nexusLaws.id, motion.lawId))
  return {
    ...motionView(motion, voted),
    change: await changeOf(ctx, motion, law?.changes[0]?.before ?? null),
    seatList: motion.seats,
    rollHash: vote.rollHash,
    tallyHash: vote.tallyHash,
    lawNumber: law?.number ?? null,
    ownVote,
    canVote: isOpen && ownVote !== null,
    canWithdraw: isOpen && motion.proposedBy === userId && voted === 0,
    whyNotVote: ownVote === null ? `${NO_SEAT} The roll was fixed when the vote opened.` : null,
  }
}

/** Once it is law, what was before is in the law; until then it is what is now. */
async function changeOf(
  ctx: Ctx,
  { motionType, proposedValue }: NamedMotion,
  enactedBefore: number | null,
): Promise<MotionDetail['change']> {
  const lever = LEVER_OF_MOTION[motionType]
  if (lever === null) return null
  const before = enactedBefore ?? (await getNexusSettings(ctx.db))[lever]
  return {
    lever,
    before: proposedValueToWire(motionType, before),
    after: proposedValueToWire(motionType, proposedValue),
  }
}
