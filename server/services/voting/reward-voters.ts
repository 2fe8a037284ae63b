import { eq, sql } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { ballots, votes } from '#db/schema/platform/voting.ts'
import { addReputation, REPUTATION_MAX, REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { transact, type Ctx } from '../context.ts'
import { byReputation } from './by-reputation.ts'
import { lockRewards } from './lock-rewards.ts'

const REPUTATION = sql`member.reputation`
/** The rules stay the domain's, the statement has their tables. */
const reputationAfter = (score: number) => addReputation(score, REPUTATION_PER_VOTE)
const NEW_REPUTATION = byReputation(REPUTATION, reputationAfter)
const NEW_POWER = byReputation(REPUTATION, (score) => votingPower(reputationAfter(score)))

/**
 * Gives everybody who voted on an ended vote their reputation in its region, once, and with it their weight in votes to
 * come. Returns how many voted; null where nothing is owed. An electorate of 100,000 takes seconds, which is why no close waits for it.
 */
export async function rewardVoters(ctx: Ctx, { voteId }: { voteId: string }): Promise<number | null> {
  return transact(ctx, async (tx) => {
    const [vote] = await tx.db.select().from(votes).where(eq(votes.id, voteId)).for('update')
    if (!vote?.rewardDueAt) return null
    await tx.db.update(votes).set({ rewardDueAt: null }).where(eq(votes.id, voteId))
    // A vote of the Galactic Council is of no region.
    if (vote.regionId === null) return 0
    await lockRewards(tx, vote.regionId)
    // Locked in the order in which an election locks its candidates, so that neither waits for the other.
    await tx.db.execute(sql`
      with voter as materialized (
        select membership.region_id, membership.user_id
          from ${memberships} membership inner join ${ballots} ballot on ballot.user_id = membership.user_id
         where ballot.vote_id = ${voteId} and membership.region_id = ${vote.regionId}
           and membership.reputation < ${REPUTATION_MAX}
         order by membership.user_id
           for update of membership)
      update ${memberships} member
         set reputation = ${NEW_REPUTATION}, voting_power = ${NEW_POWER}
        from voter
       where member.region_id = voter.region_id and member.user_id = voter.user_id`)
    const voters = await tx.db.$count(ballots, eq(ballots.voteId, voteId))
    await tx.audit({
      action: 'voting.rewarded',
      regionId: vote.regionId,
      subject: { type: 'vote', id: voteId },
      detail: { voters },
    })
    return voters
  })
}
