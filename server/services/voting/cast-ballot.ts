import { randomBytes } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { ballots, rollEntries } from '#db/schema/platform/voting.ts'
import { addReputation, REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type CastReceipt = {
  /** Proves the ballot in the published record; new whenever the ballot changes. */
  receipt: string
  weight: number
  changed: boolean
  castAt: string
}

/**
 * Puts the actor's ballot into the box of one roll, or replaces it. The caller holds a lock on the vote's own row and
 * has asked the clock under it: a ballot is in before the close or refused. One ballot a roll row, however many
 * requests arrive at once. The first one of a vote earns reputation in its region. @throws FORBIDDEN for somebody not on the roll.
 */
export async function castBallot(
  tx: Tx,
  vote: { rollId: string; regionId: string | null; choice: string[]; castAt: Date },
): Promise<CastReceipt> {
  const { userId } = requireUser(tx)
  const { rollId, regionId, choice, castAt } = vote
  const receipt = randomBytes(16).toString('hex')
  // One statement, with the weight as the roll has it: somebody without a row of it writes nothing.
  const { rows } = await tx.db.execute<{ weight: number; is_new: boolean }>(sql`
    insert into ${ballots} (roll_id, user_id, choice, weight, receipt, cast_at)
    select roll_id, user_id, ${JSON.stringify(choice)}::jsonb, weight, ${receipt}, ${castAt.toISOString()}::timestamptz
      from ${rollEntries} where roll_id = ${rollId} and user_id = ${userId}
    on conflict (roll_id, user_id) do update
       set choice = excluded.choice, receipt = excluded.receipt, changed_at = excluded.cast_at
    -- A row that this statement made has no earlier version.
    returning weight, (xmax = 0) as is_new`)
  const [row] = rows
  if (!row)
    throw new GameError(
      'FORBIDDEN',
      'You are not on the roll of this vote: it was fixed when the vote opened.',
      {
        reason: 'not-on-roll',
      },
    )
  if (row.is_new && regionId !== null) await rewardVoter(tx, regionId, userId)
  return { receipt, weight: row.weight, changed: !row.is_new, castAt: castAt.toISOString() }
}

async function rewardVoter(tx: Tx, regionId: string, userId: string) {
  const own = and(eq(memberships.regionId, regionId), eq(memberships.userId, userId))
  const [member] = await tx.db
    .select({ reputation: memberships.reputation })
    .from(memberships)
    .where(own)
    .for('update')
  if (!member) return
  const reputation = addReputation(member.reputation, REPUTATION_PER_VOTE)
  await tx.db
    .update(memberships)
    .set({ reputation, votingPower: votingPower(reputation) })
    .where(own)
}
