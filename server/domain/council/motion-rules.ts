import { checkWithdrawal, type WithdrawalRefusalReason } from '../policies/proposal-rules.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { COUNCIL_MOTION_LABELS, LEVER_OF_MOTION, type CouncilMotionType } from './motion-types.ts'

export const MAX_OPEN_MOTIONS_PER_SEAT = 3

/** A passed change of a lever takes effect this much later, so that nobody under way pays what they could not know. */
export const LEVER_NOTICE_MS = 24 * 3_600_000

export type OpenMotion = { motionType: CouncilMotionType; seatRegionId: string; isVoting: boolean }

/** One open motion a lever (until it is in force, if it passes), and at most three a seat. */
export function checkNewMotion(
  motion: { motionType: CouncilMotionType; seatRegionId: string },
  open: readonly OpenMotion[],
): Verdict<undefined, 'lever-already-open' | 'too-many-open-motions'> {
  const isLever = LEVER_OF_MOTION[motion.motionType] !== null
  if (isLever && open.some(({ motionType }) => motionType === motion.motionType))
    return refuse(
      'lever-already-open',
      `${COUNCIL_MOTION_LABELS[motion.motionType]} is already before the Council. Wait until that motion is done.`,
    )
  const own = open.filter((other) => other.isVoting && other.seatRegionId === motion.seatRegionId)
  if (own.length >= MAX_OPEN_MOTIONS_PER_SEAT)
    return refuse(
      'too-many-open-motions',
      `This seat has ${own.length} open motions; ${MAX_OPEN_MOTIONS_PER_SEAT} at a time are allowed.`,
    )
  return allow(undefined)
}

const WITHDRAWAL_WORDS: Record<WithdrawalRefusalReason, string> = {
  'not-the-proposer': 'Only who proposed a motion may withdraw it.',
  'not-open': 'This vote is closed.',
  'voting-has-begun': 'A motion cannot be withdrawn once a ballot has been cast.',
}

/** As with policies: by its proposer, until the first ballot. */
export function checkMotionWithdrawal(
  motion: Parameters<typeof checkWithdrawal>[0],
): Verdict<undefined, WithdrawalRefusalReason> {
  const verdict = checkWithdrawal(motion)
  return verdict.ok ? verdict : refuse(verdict.reason, WITHDRAWAL_WORDS[verdict.reason])
}

/** When a passed motion takes effect: a text at once, a lever after a day. */
export const motionEffectiveAt = (motionType: CouncilMotionType, passedAt: Date): Date =>
  LEVER_OF_MOTION[motionType] === null ? passedAt : new Date(passedAt.getTime() + LEVER_NOTICE_MS)
