import { and, eq, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { ballots, rollEntries, rolls } from '#db/schema/platform/voting.ts'
import { resolveDelegations } from '#server/domain/voting/delegation.ts'
import { type RollWeight } from '#server/domain/voting/weigh-ballots.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { findDelegationsAt } from './delegation-queries.ts'

export type WeighedBallot = {
  voterId: string
  choice: string[]
  /** The voter's own and that of everybody who voted through this ballot. */
  weight: number
  /** People it speaks for, the voter included. */
  represents: number
}
export type WeighedRoll = { roll: RollWeight[]; ballots: WeighedBallot[] }

/**
 * What every close counts: the roll and its ballots, each with the voices that followed it when voting closed. Writes
 * them to the ballots, so that the published record is what was counted whatever is delegated later. The caller holds
 * the vote's own row alone.
 */
export async function weighRoll(tx: Tx, vote: { rollId: string; closedAt: Date }): Promise<WeighedRoll> {
  const weighed = await readWeighedRoll(tx.db, vote.rollId, vote.closedAt)
  const followed = weighed.ballots.filter(({ represents }) => represents > 1)
  if (followed.length > 0) await writeCarried(tx.db, vote.rollId, followed)
  return weighed
}

/** How many people the ballots that were in at a moment spoke for then. */
export async function turnoutAt(db: Queryable, rollId: string, at: Date): Promise<number> {
  const { ballots: weighed } = await readWeighedRoll(db, rollId, at)
  return weighed.reduce((people, { represents }) => people + represents, 0)
}

async function readWeighedRoll(db: Queryable, rollId: string, at: Date): Promise<WeighedRoll> {
  const { regionId, electorate } = oneRow(await db.select().from(rolls).where(eq(rolls.id, rollId)))
  // One raw reading: an election has 100,000 ballots, and the close has a second for them.
  const { rows } = await db.execute<{ voter: string; weight: number; choice: string[] | null }>(sql`
    select e.user_id as voter, e.weight, b.choice
      from ${rollEntries} e
      left join ${ballots} b on b.roll_id = e.roll_id and b.user_id = e.user_id
       and b.cast_at <= ${at.toISOString()}::timestamptz
     where e.roll_id = ${rollId}`)
  const roll: RollWeight[] = []
  const cast: WeighedBallot[] = []
  for (const { voter, weight, choice } of rows) {
    roll.push({ playerId: voter, weight })
    if (choice !== null) cast.push({ voterId: voter, choice, weight, represents: 1 })
  }
  const wishes =
    electorate === 'citizens' && regionId !== null ? await findDelegationsAt(db, regionId, at) : []
  return { roll, ballots: wishes.length === 0 ? cast : resolveDelegations(roll, cast, wishes).ballots }
}

async function writeCarried(db: Queryable, rollId: string, followed: readonly WeighedBallot[]) {
  const voters = followed.map(({ voterId }) => voterId)
  await db.execute(sql`
    update ${ballots} set delegated_weight = carried.weight - ${ballots.weight}, represents = carried.represents
      from unnest(${sql.param(voters)}::uuid[], ${sql.param(followed.map(({ weight }) => weight))}::bigint[],
        ${sql.param(followed.map(({ represents }) => represents))}::int[]) as carried (voter, weight, represents)
     where ${and(eq(ballots.rollId, rollId), sql`${ballots.userId} = carried.voter`)}`)
}
