import { checkWithdrawal, type WithdrawalRefusalReason } from '../policies/proposal-rules.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { COUNCIL_MOTION_LABELS, LEVER_OF_MOTION, type CouncilMotionType } from './motion-types.ts'

export const MAX_OPEN_MOTIONS_PER_SEAT = 3

/** A lever changes this long after the motion passed, so that pilots under way know the price. */
export const LEVER_NOTICE_MS = 24 * 3_600_000

export type OpenMotion = { motionType: CouncilMotionType; seatRegionId: string; isVoting: boolean }

/** At most one open motion per lever (until it takes effect, if it passes) and three per seat. */
export function checkNewMotion(
  motion: { motionType: CouncilMotionType; seatRegionId: string },
  open: readonly OpenMotion[],
): Verdict<undefined, 'lever-already-open' | 'too-many-open-motions'> {
  const isLever = LEVER_OF_MOTION[motion.motionType] !== null
  if (isLever && open.some(({ motionType }) => motionType === motion.motionType))
    return refuse(
      'lever-already-open',
      `The Council already has an open motion on this: ${COUNCIL_MOTION_LABELS[motion.motionType]}. Wait until it is settled.`,
    )
  const own = open.filter((other) => other.isVoting && other.seatRegionId === motion.seatRegionId)
  if (own.length >= MAX_OPEN_MOTIONS_PER_SEAT)
    return refuse(
      'too-many-open-motions',
      `This seat has ${own.length} open motions. The limit is ${MAX_OPEN_MOTIONS_PER_SEAT}.`,
    )
  return allow(undefined)
}

const WITHDRAWAL_MESSAGES: Record<WithdrawalRefusalReason, string> = {
  'not-the-proposer': 'Only the proposer can withdraw a motion.',
  'not-open': 'This vote is closed.',
  'voting-has-begun': 'A motion cannot be withdrawn once a ballot has been cast.',
}

/** As with policies: only the proposer, until the first ballot. */
export function checkMotionWithdrawal(
  motion: Parameters<typeof checkWithdrawal>[0],
): Verdict<undefined, WithdrawalRefusalReason> {
  const verdict = checkWithdrawal(motion)
  return verdict.ok ? verdict : refuse(verdict.reason, WITHDRAWAL_MESSAGES[verdict.reason])
}

/** When a passed motion takes effect: a text at once, a lever after a day. */
export const motionEffectiveAt = (motionType: CouncilMotionType, passedAt: Date): Date =>
  LEVER_OF_MOTION[motionType] === null ? passedAt : new Date(passedAt.getTime() + LEVER_NOTICE_MS)
