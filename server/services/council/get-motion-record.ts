import { inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { COUNCIL_RULES } from '#server/domain/council/council-rules.ts'
import { seatRoll } from '#server/domain/council/seats.ts'
import { type MotionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { motionRecordOf } from '../voting/motion-record.ts'
import { requireMotion } from './queries.ts'

/**
 * The record of a closed vote, public and in the form of all votes: the roll by seat, the ballots by receipt, each speaking for
 * as many seats as its voter held, the tally's text and its hash. @throws NOT_FOUND, CONFLICT while the vote is open
 * (nobody sees ballots then, administrators included).
 */
export async function getMotionRecord(ctx: Ctx, { motionId }: { motionId: string }): Promise<MotionRecord> {
  const { vote, seats } = await requireMotion(ctx.db, motionId)
  return motionRecordOf(
    ctx.db,
    vote,
    { subject: 'council', subjectId: motionId, regionId: 'nexus', majority: COUNCIL_RULES.majority },
    await named(ctx, seatRoll(seats)),
  )
}

async function named(ctx: Ctx, lines: ReturnType<typeof seatRoll>): Promise<MotionRecord['roll']> {
  const ids = lines.map(({ voterId }) => voterId.split('/')[0] ?? '')
  const rows = await ctx.db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(inArray(users.id, ids))
  const callsigns = new Map(rows.map(({ id, callsign }) => [id, callsign]))
  return lines.map(({ voterId, ...line }, at) => ({
    ...line,
    playerId: voterId,
    callsign: callsigns.get(ids[at] ?? '') ?? '',
  }))
}
