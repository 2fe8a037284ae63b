import { and, count, desc, eq, inArray } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { elections, offices, recalls, recallSignatures } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { type RecallStatus } from '#server/domain/elections/recall.ts'
import { notFound } from '#server/errors.ts'
import { type VoteRow } from '../voting/vote-rows.ts'
import { OPEN_STAGES } from './queries.ts'

export type RecallRow = typeof recalls.$inferSelect
/** `vote` is null until the petition is full. */
export type VotedRecall = RecallRow & { vote: VoteRow | null }

export const OPEN_RECALLS = ['petition', 'voting'] as const satisfies readonly RecallStatus[]

/** @throws NOT_FOUND */
export async function requireRecall(db: Queryable, recallId: string): Promise<VotedRecall> {
  const [row] = await selectVoted(db).where(eq(recalls.id, recallId))
  if (!row) throw notFound('This recall')
  return { ...row.recall, vote: row.vote }
}

const selectVoted = (db: Queryable) =>
  db.select({ recall: recalls, vote: votes }).from(recalls).leftJoin(votes, eq(votes.id, recalls.voteId))

/** The row locked exclusively until the transaction ends; its vote is locked after it. */
export async function lockRecall(db: Queryable, recallId: string): Promise<RecallRow> {
  const [row] = await db.select().from(recalls).where(eq(recalls.id, recallId)).for('update')
  if (!row) throw notFound('This recall')
  return row
}

/** Those who signed and are citizens now, and how many citizens there are: what the third is counted from. */
export async function petitionFigures(
  db: Queryable,
  recall: { id: string; regionId: string },
): Promise<{ signatures: number; citizens: number }> {
  const citizen = and(eq(memberships.regionId, recall.regionId), eq(memberships.type, 'citizen'))
  const [signed] = await db
    .select({ total: count() })
    .from(recallSignatures)
    .innerJoin(memberships, and(eq(memberships.userId, recallSignatures.userId), citizen))
    .where(eq(recallSignatures.recallId, recall.id))
  return { signatures: signed?.total ?? 0, citizens: await db.$count(memberships, citizen) }
}

/** The office that a recall is about, while it is held; locked, so that it ends once. */
export async function lockHeldOffice(
  db: Queryable,
  held: { regionId: string; position: Position; holderId: string },
): Promise<typeof offices.$inferSelect | null> {
  const rows = await db
    .select()
    .from(offices)
    .where(
      and(
        eq(offices.regionId, held.regionId),
        eq(offices.position, held.position),
        eq(offices.userId, held.holderId),
      ),
    )
    .orderBy(desc(offices.termFrom))
    .for('update')
  return rows.find(({ endedAt }) => endedAt === null) ?? null
}

/** The stage of the election for an office that is under way. */
export async function openElectionStatus(
  db: Queryable,
  regionId: string,
  position: Position,
): Promise<'pending' | 'active' | null> {
  const [row] = await db
    .select({ status: elections.status })
    .from(elections)
    .where(
      and(
        eq(elections.regionId, regionId),
        eq(elections.position, position),
        inArray(elections.status, [...OPEN_STAGES]),
      ),
    )
  return OPEN_STAGES.find((stage) => stage === row?.status) ?? null
}

/** A region's recalls, newest first. */
export async function findRecalls(db: Queryable, regionId: string): Promise<VotedRecall[]> {
  const rows = await selectVoted(db).where(eq(recalls.regionId, regionId)).orderBy(desc(recalls.startedAt))
  return rows.map(({ recall, vote }) => ({ ...recall, vote }))
}
