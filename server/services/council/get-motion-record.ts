import { eq, inArray } from 'drizzle-orm'
import { rolls } from '#db/schema/platform/voting.ts'
import { users } from '#db/schema/platform/identity.ts'
import { COUNCIL_RULES, seatsOf } from '#server/domain/council/count-motion.ts'
import { seatRoll } from '#server/domain/council/seats.ts'
import { motionRecord, type MotionRecord } from '#server/domain/records/vote-record.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { findBallotsOfMotion, requireMotion } from './queries.ts'

/**
 * The record of a closed vote, public and in the form of all votes: the roll by seat, the ballots by receipt, each speaking for
 * as many seats as its voter held, the tally's text and its hash. @throws NOT_FOUND, CONFLICT while the vote is open
 * (nobody sees ballots then, administrators included).
 */
export async function getMotionRecord(ctx: Ctx, { motionId }: { motionId: string }): Promise<MotionRecord> {
  const { status, rollId, seats, tally, tallyHash } = await requireMotion(ctx.db, motionId)
  if (status === 'voting')
    throw new GameError('CONFLICT', 'The record is published when the vote is closed.', {
      reason: 'voting-open',
    })
  const roll = oneRow(await ctx.db.select({ hash: rolls.hash }).from(rolls).where(eq(rolls.id, rollId)))
  const cast = await findBallotsOfMotion(ctx.db, rollId)
  return motionRecord({
    subject: 'council',
    subjectId: motionId,
    regionId: 'nexus',
    rollHash: roll.hash,
    roll: await named(ctx, seatRoll(seats)),
    cast: cast.map(({ receipt, choice, weight }) => ({
      receipt,
      choice: [choice],
      weight,
      represents: seatsOf(weight),
    })),
    rules: COUNCIL_RULES,
    tally,
    tallyHash,
  })
}

async function named(ctx: Ctx, lines: ReturnType<typeof seatRoll>): Promise<MotionRecord['roll']> {
  const ids = lines.map(({ playerId }) => playerId.split('/')[0] ?? '')
  const rows = await ctx.db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(inArray(users.id, ids))
  const callsigns = new Map(rows.map(({ id, callsign }) => [id, callsign]))
  return lines.map((line, at) => ({ ...line, callsign: callsigns.get(ids[at] ?? '') ?? '' }))
}
