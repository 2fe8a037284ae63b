import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { candidacies, elections, offices } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { isEligible } from '#server/domain/elections/election-rules.ts'
import { type ElectionStatus } from '#server/domain/elections/election-types.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { plannedClose } from '#server/domain/elections/schedule.ts'
import { isTermLimited, termsInARow } from '#server/domain/elections/term-limits.ts'
import { offsetOf, type Paging } from '#server/domain/paging.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { REGION_AND_PART, theirMembership } from '../regions/region-rows.ts'
import { requireUser } from '../require-actor.ts'
import { type VoteRow } from '../voting/vote-rows.ts'
import { VOTE_TO_CAST } from '../voting/vote-to-cast.ts'
import { findLastWinners } from './term-history.ts'

export type ElectionRow = typeof elections.$inferSelect
/** `vote` is null until nominations are over. */
export type VotedElection = ElectionRow & { vote: VoteRow | null }

export const OPEN_STAGES = ['pending', 'active'] as const satisfies readonly ElectionStatus[]

/** The planned stages of an election; once its vote is open that vote's own close counts. */
export const scheduleOf = ({ votingOpensAt, votingDays }: ElectionRow) => ({
  votingOpensAt,
  votingClosesAt: plannedClose(votingOpensAt, votingDays),
})

/** @throws NOT_FOUND */
export async function requireElection(db: Queryable, electionId: string): Promise<VotedElection> {
  const [row] = await selectVoted(db).where(eq(elections.id, electionId))
  if (!row) throw notFound('This election')
  return { ...row.election, vote: row.vote }
}

const selectVoted = (db: Queryable) =>
  db
    .select({ election: elections, vote: votes })
    .from(elections)
    .leftJoin(votes, eq(votes.id, elections.voteId))

/** The row locked until the transaction ends: `share` for a candidacy, `update` for a change of stage. */
export async function lockElection(
  db: Queryable,
  electionId: string,
  strength: 'share' | 'update',
): Promise<ElectionRow> {
  const [row] = await db.select().from(elections).where(eq(elections.id, electionId)).for(strength)
  if (!row) throw notFound('This election')
  return row
}

/** What a ballot must know of an election, with the names that stand, before it waits for the vote's lock. @throws NOT_FOUND */
export async function requireRace(ctx: Ctx, electionId: string) {
  const { userId } = requireUser(ctx)
  const [row] = await race(ctx.db).execute({ electionId, userId, clockOffsetMs: ctx.clock.offsetMs() })
  if (!row) throw notFound('This election')
  return row
}

const race = prepared((db) =>
  db
    .select({
      ...VOTE_TO_CAST,
      isEnded: sql<boolean>`${elections.status} = 'cancelled'`,
      method: elections.method,
      candidateIds: sql<string[]>`array(select ${candidacies.userId} from ${candidacies}
        where ${candidacies.electionId} = ${elections.id} and ${candidacies.withdrawnAt} is null)`,
      place: REGION_AND_PART,
    })
    .from(elections)
    .innerJoin(regions, eq(regions.id, elections.regionId))
    .leftJoin(votes, eq(votes.id, elections.voteId))
    .leftJoin(memberships, theirMembership)
    .where(eq(elections.id, sql.placeholder('electionId')))
    .prepare('race'),
)

export async function hasOpenElection(db: Queryable, regionId: string, position: Position): Promise<boolean> {
  const [row] = await db
    .select({ id: elections.id })
    .from(elections)
    .where(
      and(
        eq(elections.regionId, regionId),
        eq(elections.position, position),
        inArray(elections.status, [...OPEN_STAGES]),
      ),
    )
  return row !== undefined
}

export async function findElections(
  db: Queryable,
  regionId: string,
  filter: { status?: readonly ElectionStatus[] | undefined; position?: Position | undefined },
  paging: Paging,
): Promise<{ rows: VotedElection[]; total: number }> {
  const where = and(
    eq(elections.regionId, regionId),
    filter.status === undefined ? undefined : inArray(elections.status, [...filter.status]),
    filter.position === undefined ? undefined : eq(elections.position, filter.position),
  )
  const rows = await selectVoted(db)
    .where(where)
    .orderBy(desc(elections.createdAt), desc(elections.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    rows: rows.map(({ election, vote }) => ({ ...election, vote })),
    total: await db.$count(elections, where),
  }
}

export type Candidate = { electionId: string; userId: string; playerName: string; platform: string }

/** Who stands in these elections, by callsign; those who withdrew are left out. */
export async function findCandidates(db: Queryable, electionIds: readonly string[]): Promise<Candidate[]> {
  if (electionIds.length === 0) return []
  return db
    .select({
      electionId: candidacies.electionId,
      userId: candidacies.userId,
      playerName: users.callsign,
      platform: candidacies.platform,
    })
    .from(candidacies)
    .innerJoin(users, eq(users.id, candidacies.userId))
    .where(and(inArray(candidacies.electionId, [...electionIds]), isNull(candidacies.withdrawnAt)))
    .orderBy(asc(users.callsign))
}

/**
 * Candidates who can hold the office now: citizens within the term limit. Their memberships are locked until the transaction ends, so that
 * a member who leaves at the same time leaves the office as well.
 */
export async function lockEligibleCandidates(db: Queryable, election: ElectionRow): Promise<string[]> {
  const rows = await db
    .select({ userId: candidacies.userId, type: memberships.type })
    .from(candidacies)
    .innerJoin(
      memberships,
      and(eq(memberships.userId, candidacies.userId), eq(memberships.regionId, election.regionId)),
    )
    .where(and(eq(candidacies.electionId, election.id), isNull(candidacies.withdrawnAt)))
    .orderBy(asc(candidacies.userId))
    .for('share', { of: memberships })
  const [region] = await db
    .select({ termLimit: regions.termLimit })
    .from(regions)
    .where(eq(regions.id, election.regionId))
  const history = await findLastWinners(db, election.regionId, election.position)
  return rows
    .filter(
      ({ userId, type }) =>
        isEligible(type) && !isTermLimited(termsInARow(history, userId), region?.termLimit ?? 0),
    )
    .map(({ userId }) => userId)
}

/** Ids of a region's citizens. */
export async function findCitizenIds(db: Queryable, regionId: string): Promise<string[]> {
  const rows = await db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.regionId, regionId), eq(memberships.type, 'citizen')))
  return rows.map(({ userId }) => userId)
}

export async function findHolders(
  db: Queryable,
  regionId: string,
  position: Position,
): Promise<{ id: string; userId: string; termUntil: Date }[]> {
  return db
    .select({ id: offices.id, userId: offices.userId, termUntil: offices.termUntil })
    .from(offices)
    .where(and(eq(offices.regionId, regionId), eq(offices.position, position), isNull(offices.endedAt)))
}
