import { eq, sql, type SQL } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { ballots, rolls } from '#db/schema/platform/voting.ts'
import { addReputation, REPUTATION_MAX, REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { transact, type Ctx } from '../context.ts'

/** The score after a vote, by the score before it: the rule stays the domain's, the statement has its table. */
const REPUTATION_AFTER = Array.from({ length: REPUTATION_MAX + 1 }, (_, score) =>
  addReputation(score, REPUTATION_PER_VOTE),
)

/** What a table says of the member's reputation. Arrays of the database begin at one. */
const entryOf = (table: readonly number[]): SQL =>
  sql`(${sql.raw(`'{${table.join(',')}}'::int[]`)})[1 + greatest(0, least(member.reputation, ${sql.raw(String(REPUTATION_MAX))}))]`

/**
 * Gives everybody who voted on an ended vote their reputation in its region, once, and with it their weight in votes to
 * come. Returns how many voted; null where nothing is owed. An electorate of 100,000 takes seconds, which is why no close waits for it.
 */
export async function rewardVoters(ctx: Ctx, { rollId }: { rollId: string }): Promise<number | null> {
  return transact(ctx, async (tx) => {
    const [roll] = await tx.db.select().from(rolls).where(eq(rolls.id, rollId)).for('update')
    if (!roll?.rewardDueAt) return null
    await tx.db.update(rolls).set({ rewardDueAt: null }).where(eq(rolls.id, rollId))
    // A vote of the Galactic Council is of no region.
    if (roll.regionId === null) return 0
    // Two votes of a region that end together would wait for one another's members.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rewards/${roll.regionId}`}, 0))`)
    // Locked in the order in which an election locks its candidates, so that neither waits for the other.
    await tx.db.execute(sql`
      with voter as materialized (
        select membership.region_id, membership.user_id
          from ${memberships} membership inner join ${ballots} ballot on ballot.user_id = membership.user_id
         where ballot.roll_id = ${rollId} and membership.region_id = ${roll.regionId}
           and membership.reputation < ${REPUTATION_MAX}
         order by membership.user_id
           for update of membership)
      update ${memberships} member
         set reputation = ${entryOf(REPUTATION_AFTER)}, voting_power = ${entryOf(REPUTATION_AFTER.map(votingPower))}
        from voter
       where member.region_id = voter.region_id and member.user_id = voter.user_id`)
    const voters = await tx.db.$count(ballots, eq(ballots.rollId, rollId))
    await tx.audit({
      action: 'voting.rewarded',
      regionId: roll.regionId,
      subject: { type: 'roll', id: rollId },
      detail: { voters },
    })
    return voters
  })
}
