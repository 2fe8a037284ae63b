import { eq } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { closeMotion as closeMotionJob } from '#jobs/council/close-motion.ts'
import { implementMotion } from '#jobs/council/implement-motion.ts'
import { job } from '#jobs/outbox.ts'
import { countMotion, requiredSeats } from '#server/domain/council/count-motion.ts'
import { motionEffectiveAt } from '#server/domain/council/motion-rules.ts'
import { LATE_QUORUM_WORDS, lastTenthBegins, lateQuorumExtension } from '#server/domain/voting/late-quorum.ts'
import { serializeTally, type Tally } from '#server/domain/voting/tally.ts'
import { motionPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { sha256 } from '../sha256.ts'
import { countSeatsVoted, findBallotsOfMotion, lockMotion, type MotionRow } from './queries.ts'

/**
 * Counts a motion that is due from its ballots, by seats, and decides it; a quorum that came late gives it more time instead,
 * once. Does nothing before the close or a second time, so that job and sweep may both come. Returns whether it closed the
 * vote now.
 */
export async function closeMotion(ctx: Ctx, { motionId }: { motionId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const motion = await lockMotion(tx.db, motionId, 'update')
    const now = await tx.clock.now(tx.db)
    if (motion.status !== 'voting' || now < motion.votingClosesAt) return false

    const later = await lateClose(tx, motion)
    if (later !== null) await putOff(tx, motion, { closesAt: later, now })
    if (later !== null && now < later) return false
    const result = countMotion(motion.seats, await findBallotsOfMotion(tx.db, motion.rollId))
    const hash = sha256(serializeTally(result))
    const effectiveAt = result.passed ? motionEffectiveAt(motion.motionType, now) : null
    await tx.db
      .update(councilMotions)
      .set({
        status: result.passed ? 'passed' : 'rejected',
        decidedAt: now,
        tally: result,
        tallyHash: hash,
        effectiveAt,
      })
      .where(eq(councilMotions.id, motionId))
    if (effectiveAt) await tx.enqueue(job(implementMotion, { motionId }, effectiveAt))
    await tx.audit({
      action: `council.motion-${result.passed ? 'passed' : 'rejected'}`,
      subject: { type: 'council_motion', id: motionId },
      detail: { outcome: result.outcome, seatsVoted: result.turnout, seats: result.rollSize, hash },
    })
    tx.publish({ audience: { kind: 'public' }, topic: 'council', id: motionId })
    await tellHolders(tx, motion, result)
    return true
  })
}

/** The later close of a motion whose quorum of seats came in the last tenth of its time, or null. */
async function lateClose(tx: Tx, motion: MotionRow): Promise<Date | null> {
  const { rollId, wasExtended } = motion
  const period = { opensAt: motion.proposedAt, closesAt: motion.votingClosesAt }
  const early = await countSeatsVoted(tx.db, [rollId], lastTenthBegins(period))
  const all = await countSeatsVoted(tx.db, [rollId])
  return lateQuorumExtension({
    ...period,
    wasExtended,
    turnoutBeforeLastTenth: early.get(rollId) ?? 0,
    turnoutNow: all.get(rollId) ?? 0,
    required: requiredSeats(motion.seats.length),
  })
}

/** Nobody is told where the later close is over as well, because the vote is counted late. */
async function putOff(
  tx: Tx,
  motion: MotionRow,
  { closesAt, now }: { closesAt: Date; now: Date },
): Promise<void> {
  await tx.db
    .update(councilMotions)
    .set({ votingClosesAt: closesAt, wasExtended: true })
    .where(eq(councilMotions.id, motion.id))
  await tx.audit({
    action: 'council.vote-extended',
    subject: { type: 'council_motion', id: motion.id },
    detail: { closesAt: closesAt.toISOString() },
  })
  if (closesAt <= now) return
  await tx.enqueue(job(closeMotionJob, { motionId: motion.id }, closesAt))
  tx.publish({ audience: { kind: 'public' }, topic: 'council', id: motion.id })
  await notify(tx, {
    userIds: motion.seats.map(({ holderId }) => holderId),
    kind: 'council.extended',
    title: `Galactic Council: the vote on “${motion.title}” goes on`,
    body: LATE_QUORUM_WORDS,
    href: motionPath(motion.id),
  })
}

const tellHolders = (tx: Tx, motion: MotionRow, result: Tally) =>
  notify(tx, {
    userIds: [...motion.seats.map(({ holderId }) => holderId), motion.proposedBy],
    kind: result.passed ? 'council.passed' : 'council.rejected',
    title: `Galactic Council: “${motion.title}” ${result.passed ? 'has passed' : 'was rejected'}`,
    body: `${result.turnout} of ${result.rollSize} seats voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: motionPath(motion.id),
  })
