import { eq, sql, type SQL } from 'drizzle-orm'
import { type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { prepared } from '#db/prepared.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { sqlNow } from '#server/clock.ts'
import { type VoteKind, type VoteState } from '#server/domain/voting/vote-kinds.ts'
import { REGION_AND_PART, theirMembership } from '../regions/region-rows.ts'
import { type RegionAndPart } from '../regions/region-rows.ts'

/** What a ballot must know before it waits for the vote's lock. */
export type VoteToCast = {
  kind: VoteKind
  /** Of the policy, election, treaty, recall, rescue or motion. */
  subjectId: string
  /** Null until the vote opens. */
  voteId: string | null
  state: VoteState | null
  closesAt: Date | null
  /** Its subject ended without a vote: nominations without candidates, a petition that lapsed. */
  isEnded: boolean
  /** Null for the Galactic Council, which is of no region. */
  place: RegionAndPart | null
  now: Date
}

/** The columns of {@link VoteToCast} that a query of a subject, with its vote joined to it, brings. */
export const VOTE_TO_CAST = {
  voteId: votes.id,
  state: votes.state,
  closesAt: votes.closesAt,
  now: sqlNow.mapWith(votes.opensAt),
}

/**
 * A prepared query for ballots on what one table has, asked hundreds of times a second: the row whose `subjectId` it is, in its
 * region (the value `regionId` where the subject has a side in several), with the actor's (`userId`) part in it.
 * @param ended whether a row without a vote will never have one.
 */
export const voteToCast = (
  name: string,
  subject: {
    table: PgTable
    subjectId: PgColumn
    voteId: PgColumn
    regionId: PgColumn
    where?: SQL
    ended: SQL
  },
) =>
  prepared((db) =>
    db
      .select({ ...VOTE_TO_CAST, isEnded: sql<boolean>`${subject.ended}`, place: REGION_AND_PART })
      .from(subject.table)
      .innerJoin(regions, eq(regions.id, subject.regionId))
      .leftJoin(votes, eq(votes.id, subject.voteId))
      .leftJoin(memberships, theirMembership)
      .where(sql`${subject.subjectId} = ${sql.placeholder('subjectId')} and ${subject.where ?? sql`true`}`)
      .prepare(name),
  )
