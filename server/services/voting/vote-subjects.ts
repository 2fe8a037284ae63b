import { and, eq, sql, type SQL } from 'drizzle-orm'
import { unionAll, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { councilMotions } from '#db/schema/platform/council.ts'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { elections, recalls } from '#db/schema/platform/elections.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { users } from '#db/schema/platform/identity.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type VoteKind } from '#server/domain/voting/vote-kinds.ts'

type VoteSubject = {
  table: PgTable
  voteId: PgColumn
  subjectId: PgColumn
  /** What `KINDS_OF_VOTE` makes words of. */
  about: SQL
  status: PgColumn
}

/** Where each kind of vote has its subject. */
const VOTE_SUBJECTS: Record<VoteKind, VoteSubject> = {
  policy: {
    table: policies,
    voteId: policies.voteId,
    subjectId: policies.id,
    about: sql`${policies.title}`,
    status: policies.status,
  },
  election: {
    table: elections,
    voteId: elections.voteId,
    subjectId: elections.id,
    about: sql`${elections.position}`,
    status: elections.status,
  },
  treaty: {
    table: treatySides,
    voteId: treatySides.voteId,
    subjectId: treatySides.treatyId,
    about: sql`(select ${treaties.treatyType} from ${treaties} where ${treaties.id} = ${treatySides.treatyId})`,
    status: treatySides.status,
  },
  recall: {
    table: recalls,
    voteId: recalls.voteId,
    subjectId: recalls.id,
    about: sql`${recalls.position}`,
    status: recalls.status,
  },
  rescue: {
    table: rescues,
    voteId: rescues.voteId,
    subjectId: rescues.id,
    about: sql`(select ${users.callsign} from ${users} where ${users.id} = ${rescues.rescuerId})`,
    status: rescues.status,
  },
  council: {
    table: councilMotions,
    voteId: councilMotions.voteId,
    subjectId: councilMotions.id,
    about: sql`${councilMotions.title}`,
    status: councilMotions.status,
  },
}

/** What a vote is about, to join laterally to `votes`: of the six tables only that of its kind is read, by its key. */
export const subjectOfVote = (db: Queryable) => {
  const of = (kind: VoteKind) => {
    const { table, voteId, subjectId, about, status } = VOTE_SUBJECTS[kind]
    return db
      .select({
        subjectId: sql<string>`${subjectId}`.as('subject_id'),
        about: sql<string>`${about}::text`.as('about'),
        status: sql<string>`${status}::text`.as('subject_status'),
      })
      .from(table)
      .where(and(eq(voteId, votes.id), eq(votes.kind, sql.raw(`'${kind}'`))))
  }
  return unionAll(of('policy'), of('election'), of('treaty'), of('recall'), of('rescue'), of('council')).as(
    'subject',
  )
}
