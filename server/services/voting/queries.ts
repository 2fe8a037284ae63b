import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { type ClosedVote } from '#server/domain/records/vote-record.ts'
import { type CountedBallot } from '#server/domain/voting/recount-file.ts'
import { users } from '#db/schema/platform/identity.ts'
import { ballots, rollEntries, rolls } from '#db/schema/platform/voting.ts'

export type RollFigures = {
  size: number
  turnout: number
  hash: string
  /** When a late quorum gave the vote more time; a policy and a motion of the Council keep that themselves. */
  extendedAt: Date | null
}

/**
 * Size and turnout of rolls: all that is shown of an open vote. Turnout counts ballots while it is open, and from the close
 * on the people they spoke for: a turnout that jumps with one ballot would tell whom how many follow.
 */
export async function getRollFigures(
  db: Queryable,
  rollIds: readonly string[],
): Promise<Map<string, RollFigures>> {
  if (rollIds.length === 0) return new Map()
  const rows = await db
    .select({
      id: rolls.id,
      size: rolls.size,
      hash: rolls.hash,
      extendedAt: rolls.extendedAt,
      turnout: sql<number>`coalesce(sum(${ballots.represents}), 0)::int`,
    })
    .from(rolls)
    .leftJoin(ballots, eq(ballots.rollId, rolls.id))
    .where(inArray(rolls.id, [...rollIds]))
    .groupBy(rolls.id)
  return new Map(rows.map(({ id, ...figures }) => [id, figures]))
}

export async function findRollEntries(
  db: Queryable,
  rollId: string,
): Promise<{ playerId: string; weight: number }[]> {
  return db
    .select({ playerId: rollEntries.userId, weight: rollEntries.weight })
    .from(rollEntries)
    .where(eq(rollEntries.rollId, rollId))
}

export const countBallots = (db: Queryable, rollId: string): Promise<number> =>
  db.$count(ballots, eq(ballots.rollId, rollId))

export type OwnVote = { weight: number; reason: string; choice: string[] | null; receipt: string | null }

/** A voter's own line of the roll with their ballot, or null for somebody who is not on it. */
export async function getOwnVote(db: Queryable, rollId: string, userId: string): Promise<OwnVote | null> {
  const [own] = await db
    .select({
      weight: rollEntries.weight,
      reason: rollEntries.reason,
      choice: ballots.choice,
      receipt: ballots.receipt,
    })
    .from(rollEntries)
    .leftJoin(ballots, and(eq(ballots.rollId, rollEntries.rollId), eq(ballots.userId, rollEntries.userId)))
    .where(and(eq(rollEntries.rollId, rollId), eq(rollEntries.userId, userId)))
  return own ?? null
}

/** A closed vote as the public record needs it. Never called while the vote is open. */
export async function getClosedVote(
  db: Queryable,
  rollId: string,
): Promise<Pick<ClosedVote, 'rollHash' | 'roll' | 'cast'>> {
  const { hash, roll } = await getRoll(db, rollId)
  return { rollHash: hash, roll, cast: await findCast(db, rollId) }
}

async function getRoll(db: Queryable, rollId: string): Promise<{ hash: string; roll: ClosedVote['roll'] }> {
  const roll = await db
    .select({
      playerId: rollEntries.userId,
      callsign: users.callsign,
      weight: rollEntries.weight,
      reason: rollEntries.reason,
    })
    .from(rollEntries)
    .innerJoin(users, eq(users.id, rollEntries.userId))
    .where(eq(rollEntries.rollId, rollId))
    .orderBy(rollEntries.userId)
  const figures = await getRollFigures(db, [rollId])
  return { hash: figures.get(rollId)?.hash ?? '', roll }
}

const findCast = (db: Queryable, rollId: string): Promise<CountedBallot[]> =>
  db
    .select({
      receipt: ballots.receipt,
      choice: ballots.choice,
      weight: sql<number>`(${ballots.weight} + ${ballots.delegatedWeight})::int`,
      represents: ballots.represents,
    })
    .from(ballots)
    .where(eq(ballots.rollId, rollId))
    .orderBy(ballots.receipt)
