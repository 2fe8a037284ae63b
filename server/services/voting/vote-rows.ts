import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { type ClosedVote } from '#server/domain/records/vote-record.ts'
import { type CountedBallot } from '#server/domain/voting/recount-file.ts'
import { users } from '#db/schema/platform/identity.ts'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { oneRow } from '../one-row.ts'

export type VoteRow = typeof votes.$inferSelect

/**
 * Turnouts of votes. A turnout counts ballots while its vote is open, and from the close on the people they spoke for: one
 * that jumps with a ballot would reveal how many votes a person carries. Where the Galactic Council votes it counts seats.
 */
export async function getTurnouts(db: Queryable, voteIds: readonly string[]): Promise<Map<string, number>> {
  if (voteIds.length === 0) return new Map()
  const rows = await db
    .select({ voteId: ballots.voteId, turnout: sql<number>`sum(${ballots.represents})::int` })
    .from(ballots)
    .where(inArray(ballots.voteId, [...voteIds]))
    .groupBy(ballots.voteId)
  return new Map(rows.map(({ voteId, turnout }) => [voteId, turnout]))
}

export const getTurnout = async (db: Queryable, voteId: string): Promise<number> =>
  (await getTurnouts(db, [voteId])).get(voteId) ?? 0

export async function getVote(db: Queryable, voteId: string): Promise<VoteRow> {
  return oneRow(await db.select().from(votes).where(eq(votes.id, voteId)))
}

export const countBallots = (db: Queryable, voteId: string): Promise<number> =>
  db.$count(ballots, eq(ballots.voteId, voteId))

export type OwnVote = { weight: number; reason: string; choice: string[] | null; receipt: string | null }

/** A voter's own line of the roll with their ballot, or null for somebody who is not on it. */
export async function getOwnVote(db: Queryable, voteId: string, userId: string): Promise<OwnVote | null> {
  const [own] = await db
    .select({
      weight: rollEntries.weight,
      reason: rollEntries.reason,
      choice: ballots.choice,
      receipt: ballots.receipt,
    })
    .from(rollEntries)
    .leftJoin(ballots, and(eq(ballots.voteId, rollEntries.voteId), eq(ballots.userId, rollEntries.userId)))
    .where(and(eq(rollEntries.voteId, voteId), eq(rollEntries.userId, userId)))
  return own ?? null
}

/** The roll with names, for the public record. */
export const findRoll = (db: Queryable, voteId: string): Promise<ClosedVote['roll']> =>
  db
    .select({
      playerId: rollEntries.userId,
      callsign: users.callsign,
      weight: rollEntries.weight,
      reason: rollEntries.reason,
    })
    .from(rollEntries)
    .innerJoin(users, eq(users.id, rollEntries.userId))
    .where(eq(rollEntries.voteId, voteId))
    .orderBy(rollEntries.userId)

/** The ballots as they were counted. Never called while the vote is open. */
export const findCast = (db: Queryable, voteId: string): Promise<CountedBallot[]> =>
  db
    .select({
      receipt: ballots.receipt,
      choice: ballots.choice,
      weight: sql<number>`(${ballots.weight} + ${ballots.delegatedWeight})::int`,
      represents: ballots.represents,
    })
    .from(ballots)
    .where(eq(ballots.voteId, voteId))
    .orderBy(ballots.receipt)
