import { and, eq, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { ballots, rollEntries } from '#db/schema/platform/voting.ts'
import { resolveDelegations, type Carried } from '#server/domain/voting/delegation.ts'
import { allowsDelegation } from '#server/domain/voting/vote-kinds.ts'
import { type Bundle, type RollSums } from '#server/domain/voting/weigh-ballots.ts'
import { oneRow } from '../one-row.ts'
import { findDelegationsAt } from './delegation-queries.ts'
import { type VoteRow } from './vote-rows.ts'

export type WeighedRoll = { rollSums: RollSums; bundles: (Bundle & { choice: string[] })[] }

/**
 * What every close counts: the roll and its ballots, each with the votes that were delegated to it when voting closed. Writes
 * those to the ballots first and adds up what is written, so that the published record is what was counted whatever is
 * delegated later. The caller has locked the vote's row exclusively.
 */
export async function weighRoll(db: Queryable, vote: VoteRow): Promise<WeighedRoll> {
  const { id: voteId, closesAt, size, totalWeight } = vote
  const followed = await findFollowed(db, vote, closesAt)
  if (followed.length > 0) await writeCarried(db, voteId, followed)
  // Equal ballots are added up where they lie: an election has 100,000 of them, and the close has a second for them.
  const { rows } = await db.execute<{ choice: string[]; weight: number; represents: number }>(sql`
    select choice, sum(weight + delegated_weight)::double precision as weight, sum(represents)::int as represents
      from ${ballots} where ${isInAt(voteId, closesAt)}
     group by choice`)
  return { rollSums: { size, weight: totalWeight }, bundles: rows }
}

const isInAt = (voteId: string, at: Date) =>
  and(eq(ballots.voteId, voteId), sql`${ballots.castAt} <= ${at.toISOString()}::timestamptz`)

/**
 * The turnout by the ballots alone that were in at a moment, those of the moment included: each speaks for one, or for the seats
 * of its voter, until delegations are followed.
 */
export async function countBallotsAt(db: Queryable, voteId: string, at: Date): Promise<number> {
  const rows = await db
    .select({ turnout: sql<number>`coalesce(sum(${ballots.represents}), 0)::int` })
    .from(ballots)
    .where(isInAt(voteId, at))
  return oneRow(rows).turnout
}

/** How many people, or seats, the ballots that were in at a moment spoke for then. */
export async function turnoutAt(db: Queryable, vote: VoteRow, at: Date): Promise<number> {
  const cast = await countBallotsAt(db, vote.id, at)
  const followed = await findFollowed(db, vote, at)
  return followed.reduce((people, { represents }) => people + represents - 1, cast)
}

type Followed = Carried & { voterId: string }

/** The ballots that speak for more than their voter, as delegations stood at a moment. */
async function findFollowed(
  db: Queryable,
  { id: voteId, kind, regionId, electorate }: VoteRow,
  at: Date,
): Promise<Followed[]> {
  if (electorate !== 'citizens' || regionId === null || !allowsDelegation(kind)) return []
  const wishes = await findDelegationsAt(db, regionId, at)
  if (wishes.length === 0) return []
  // Nobody else's vote is passed on.
  const concerned = new Set(wishes.flatMap(({ delegatorId, delegateId }) => [delegatorId, delegateId]))
  const { rows } = await db.execute<{ voterId: string; weight: number; hasVoted: boolean }>(sql`
    select e.user_id as "voterId", e.weight, b.user_id is not null as "hasVoted"
      from ${rollEntries} e
      left join ${ballots} b on b.vote_id = e.vote_id and b.user_id = e.user_id
       and b.cast_at <= ${at.toISOString()}::timestamptz
     where e.vote_id = ${voteId} and e.user_id = any(${sql.param([...concerned])}::uuid[])`)
  const roll = rows.map(({ voterId, weight }) => ({ voterId, weight }))
  const cast = rows.filter(({ hasVoted }) => hasVoted)
  return resolveDelegations(roll, cast, wishes).ballots.filter(({ represents }) => represents > 1)
}

async function writeCarried(db: Queryable, voteId: string, followed: readonly Followed[]) {
  const voters = followed.map(({ voterId }) => voterId)
  await db.execute(sql`
    update ${ballots} set delegated_weight = carried.weight, represents = carried.represents
      from unnest(${sql.param(voters)}::uuid[], ${sql.param(followed.map((one) => one.delegatedWeight))}::bigint[],
        ${sql.param(followed.map(({ represents }) => represents))}::int[]) as carried (voter, weight, represents)
     where ${and(eq(ballots.voteId, voteId), sql`${ballots.userId} = carried.voter`)}`)
}
