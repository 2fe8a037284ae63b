import { and, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type VoteKind } from '#server/domain/voting/vote-kinds.ts'
import { voteTitle } from '#server/domain/records/vote-words.ts'
import { type Ctx } from '../context.ts'
import { winnerNames } from '../elections/winner-names.ts'
import { requireUser } from '../require-actor.ts'
import { subjectOfVote } from '../voting/vote-subjects.ts'

export type MyVote = {
  subject: VoteKind
  /** Of the policy, election, treaty, recall or motion. */
  subjectId: string
  title: string
  /** Null for a motion of the Galactic Council. */
  region: { id: string; name: string; displayName: string } | null
  closesAt: string
  isOpen: boolean
  status: string
  /** Of an election that is over: who won, by callsign. */
  winners: string | null
  weight: number
  hasVoted: boolean
}

/**
 * Votes that the actor is on the roll of, open ones first and among them the soonest to close, then closed ones by their
 * close. Reads no choice: the detail pages show one's own ballot.
 */
export async function listMyVotes(
  ctx: Ctx,
  input: Paging & {
    /** Both without it. */
    show?: 'open' | 'closed' | undefined
    /** Name of a region. */
    region?: string | undefined
  },
): Promise<Page<MyVote>> {
  const { userId } = requireUser(ctx)
  const rows = await votesOf(ctx.db).execute({
    userId,
    now: (await ctx.clock.now(ctx.db)).toISOString(),
    show: input.show ?? null,
    region: input.region ?? null,
    rows: input.pageSize,
    skip: offsetOf(input),
  })
  const items = rows.map(({ about, hasVoted, closesAt, total: _total, ...row }): MyVote => ({
    ...row,
    title: voteTitle(row.subject, about),
    closesAt: closesAt.toISOString(),
    hasVoted,
  }))
  const total = rows[0]?.total ?? (await totalBeyondPages(ctx, input))
  return { items, total, page: input.page, pageSize: input.pageSize }
}

/** Planned once for each connection: planning it takes longer than running it. */
const votesOf = prepared((db) => {
  const subject = subjectOfVote(db)
  const show = sql`${sql.placeholder('show')}::text`
  // A region's own votes stand still while it is closed (`isPausedByClosure`), so that their close may be past and still to come.
  const isPaused = sql`coalesce(not ${or(isNull(regions.id), inArray(regions.status, OPEN_STATUSES))}
    and ${ne(votes.kind, 'treaty')} and ${votes.closesAt} > ${regions.statusChangedAt}, false)`
  const isOpen = sql<boolean>`(${eq(votes.state, 'open')}
    and (${votes.closesAt} > ${sql.placeholder('now')}::timestamptz or ${isPaused}))`
  return db
    .select({
      subject: votes.kind,
      subjectId: subject.subjectId,
      about: subject.about,
      status: subject.status,
      winners: sql<
        string | null
      >`case when ${votes.kind} = 'election' and ${votes.state} = 'counted' then ${winnerNames} end`,
      region: { id: regions.id, name: regions.name, displayName: regions.displayName },
      weight: rollEntries.weight,
      hasVoted: sql<boolean>`${ballots.userId} is not null`,
      closesAt: votes.closesAt,
      isOpen,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(rollEntries)
    .innerJoin(votes, eq(votes.id, rollEntries.voteId))
    .crossJoinLateral(subject)
    .leftJoin(regions, eq(regions.id, votes.regionId))
    .leftJoin(ballots, and(eq(ballots.voteId, rollEntries.voteId), eq(ballots.userId, rollEntries.userId)))
    .where(
      and(
        eq(rollEntries.userId, sql.placeholder('userId')),
        sql`(${show} is null or (${show} = 'open') = ${isOpen})`,
        sql`(${sql.placeholder('region')}::text is null or ${regions.name} = ${sql.placeholder('region')}::text)`,
      ),
    )
    .orderBy(
      desc(isOpen),
      sql`case when ${isOpen} then ${votes.closesAt} end asc`,
      desc(votes.closesAt),
      votes.id,
    )
    .limit(sql.placeholder('rows'))
    .offset(sql.placeholder('skip'))
    .prepare('my_votes')
})

/** A page after the last has no row with the total. */
const totalBeyondPages = async (ctx: Ctx, input: Parameters<typeof listMyVotes>[1]): Promise<number> =>
  input.page === 1 ? 0 : (await listMyVotes(ctx, { ...input, page: 1, pageSize: 1 })).total
