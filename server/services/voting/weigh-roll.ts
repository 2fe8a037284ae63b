import { and, eq, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { ballots, rollEntries, rolls } from '#db/schema/platform/voting.ts'
import { resolveDelegations, type Carried } from '#server/domain/voting/delegation.ts'
import { type Bundle, type RollSums } from '#server/domain/voting/weigh-ballots.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { findDelegationsAt } from './delegation-queries.ts'

export type WeighedRoll = { rollSums: RollSums; bundles: (Bundle & { choice: string[] })[] }

/**
 * What every close counts: the roll and its ballots, each with the voices that followed it when voting closed. Writes
 * those to the ballots first and adds up what is written, so that the published record is what was counted whatever is
 * delegated later. The caller holds the vote's own row alone.
 */
export async function weighRoll(tx: Tx, vote: { rollId: string; closedAt: Date }): Promise<WeighedRoll> {
  const { rollId, closedAt } = vote
  const followed = await findFollowed(tx.db, rollId, closedAt)
  if (followed.length > 0) await writeCarried(tx.db, rollId, followed)
  // Equal ballots are added up where they lie: an election has 100,000 of them, and the close has a second for them.
  const { rows } = await tx.db.execute<{ choice: string[]; weight: number; represents: number }>(sql`
    select choice, sum(weight + delegated_weight)::double precision as weight, sum(represents)::int as represents
      from ${ballots}
     where ${and(eq(ballots.rollId, rollId), sql`${ballots.castAt} <= ${closedAt.toISOString()}::timestamptz`)}
     group by choice`)
  const { rows: sums } = await tx.db.execute<RollSums>(sql`
    select count(*)::int as size, coalesce(sum(weight), 0)::double precision as weight
      from ${rollEntries} where roll_id = ${rollId}`)
  return { rollSums: oneRow(sums), bundles: rows }
}

/** How many ballots were in at a moment, those of the moment included. */
export const countBallotsAt = (db: Queryable, rollId: string, at: Date): Promise<number> =>
  db.$count(
    ballots,
    and(eq(ballots.rollId, rollId), sql`${ballots.castAt} <= ${at.toISOString()}::timestamptz`),
  )

/** How many people the ballots that were in at a moment spoke for then. */
export async function turnoutAt(db: Queryable, rollId: string, at: Date): Promise<number> {
  const cast = await countBallotsAt(db, rollId, at)
  const followed = await findFollowed(db, rollId, at)
  return followed.reduce((people, { represents }) => people + represents - 1, cast)
}

type Followed = Carried & { voterId: string }

/** The ballots that speak for more than their voter, as delegations stood at a moment. */
async function findFollowed(db: Queryable, rollId: string, at: Date): Promise<Followed[]> {
  const { regionId, electorate } = oneRow(await db.select().from(rolls).where(eq(rolls.id, rollId)))
  if (electorate !== 'citizens' || regionId === null) return []
  const wishes = await findDelegationsAt(db, regionId, at)
  if (wishes.length === 0) return []
  // No voice passes anybody else.
  const concerned = new Set(wishes.flatMap(({ delegatorId, delegateId }) => [delegatorId, delegateId]))
  const { rows } = await db.execute<{ voterId: string; weight: number; hasVoted: boolean }>(sql`
    select e.user_id as "voterId", e.weight, b.user_id is not null as "hasVoted"
      from ${rollEntries} e
      left join ${ballots} b on b.roll_id = e.roll_id and b.user_id = e.user_id
       and b.cast_at <= ${at.toISOString()}::timestamptz
     where e.roll_id = ${rollId} and e.user_id = any(${sql.param([...concerned])}::uuid[])`)
  const roll = rows.map(({ voterId, weight }) => ({ playerId: voterId, weight }))
  const cast = rows.filter(({ hasVoted }) => hasVoted)
  return resolveDelegations(roll, cast, wishes).ballots.filter(({ represents }) => represents > 1)
}

async function writeCarried(db: Queryable, rollId: string, followed: readonly Followed[]) {
  const voters = followed.map(({ voterId }) => voterId)
  await db.execute(sql`
    update ${ballots} set delegated_weight = carried.weight, represents = carried.represents
      from unnest(${sql.param(voters)}::uuid[], ${sql.param(followed.map((one) => one.delegatedWeight))}::bigint[],
        ${sql.param(followed.map(({ represents }) => represents))}::int[]) as carried (voter, weight, represents)
     where ${and(eq(ballots.rollId, rollId), sql`${ballots.userId} = carried.voter`)}`)
}
