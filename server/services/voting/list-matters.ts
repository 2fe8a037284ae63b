import { and, asc, count, desc, eq, inArray, isNull, notInArray, or, sql, type SQL } from 'drizzle-orm'
import { alias, unionAll, type PgColumn } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { candidacies, elections, recalls, recallSignatures } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { mayStand } from '#server/domain/elections/election-rules.ts'
import { signaturesNeeded } from '#server/domain/elections/recall.ts'
import { termsInARow } from '#server/domain/elections/term-limits.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { UNPAUSED_KINDS } from '#server/domain/voting/vote-kinds.ts'
import { type MatterKind } from '#server/domain/voting/matters.ts'
import { voteTitle } from '#server/domain/records/vote-words.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { subjectOfVote } from './vote-subjects.ts'

/** Something that is open now and that a person has a part in. */
export type Matter = {
  kind: MatterKind
  /** Of the policy, election, treaty, recall, rescue or motion. */
  subjectId: string
  title: string
  /** Null for a motion of the Galactic Council. */
  region: { id: string; name: string; displayName: string } | null
  /** End of the vote, of the nominations or of the petition. */
  dueAt: string
  /** Its region is closed, and the end comes as much later as the region stays closed. */
  isPaused: boolean
  /** In a region that is closed nobody can, except in a rescue; treaties have no pause and run on. */
  canAct: boolean
  /** Has voted, stands, or has signed. */
  isDone: boolean
  /** Of a vote: the weight of the reader's ballot, integer units. Null before voting. */
  weight: number | null
  /** Of a petition. */
  signatures: { given: number; needed: number } | null
  /** Of nominations: why the person cannot stand. */
  whyNot: string | null
}

/**
 * What waits for the actor in all regions: open votes on whose roll they are, nominations they may stand in and petitions
 * they may sign as citizens; the soonest to end first, or by region. What is paused in a closed region comes last.
 */
export async function listMatters(
  ctx: Ctx,
  input: Paging & {
    region?: string | undefined
    kind?: MatterKind | undefined
    byRegion?: boolean | undefined
  },
): Promise<Page<Matter>> {
  const { userId } = requireUser(ctx)
  const now = await ctx.clock.now(ctx.db)
  const rows = await matters(ctx.db).execute({
    userId,
    now: now.toISOString(),
    region: input.region ?? null,
    kind: input.kind ?? null,
    byRegion: input.byRegion ?? false,
    rows: input.pageSize,
    skip: offsetOf(input),
  })
  const items = rows.map((row): Matter => {
    const standing = mayStand({
      electionStatus: 'pending',
      membershipType: 'citizen',
      isStanding: row.isDone,
      termsInARow: termsInARow(
        (row.lastWinners ?? []).map((winners) => ({ winners })),
        userId,
      ),
      termLimit: row.termLimit ?? 0,
    })
    return {
      kind: row.kind,
      subjectId: row.subjectId,
      title: voteTitle(row.kind, row.about),
      region:
        row.regionId === null || row.regionName === null || row.displayName === null
          ? null
          : { id: row.regionId, name: row.regionName, displayName: row.displayName },
      dueAt: new Date(row.dueAt).toISOString(),
      isPaused: row.isPaused,
      canAct: row.canAct,
      isDone: row.isDone,
      weight: row.weight,
      signatures:
        row.given === null || row.citizens === null
          ? null
          : { given: row.given, needed: signaturesNeeded(row.citizens) },
      whyNot: row.kind === 'nomination' && !row.isDone && !standing.ok ? standing.message : null,
    }
  })
  const total = rows[0]?.total ?? (input.page === 1 ? 0 : (await listMatters(ctx, firstRowOf(input))).total)
  return { items, total, page: input.page, pageSize: input.pageSize }
}

/** A page after the last has no row with the total. */
const firstRowOf = <Input extends Paging>(input: Input): Input => ({ ...input, page: 1, pageSize: 1 })

type Fields = {
  kind: SQL
  regionId: PgColumn
  subjectId: SQL
  about: SQL
  dueAt: PgColumn
  isDone: SQL
  weight?: PgColumn
  given?: SQL
  citizens?: SQL
  lastWinners?: SQL
}

const NOTHING = sql`null`

const fields = (own: Fields) => ({
  kind: sql<MatterKind>`${own.kind}::text`.as('kind'),
  regionId: sql<string | null>`${own.regionId}::uuid`.as('region_id'),
  subjectId: sql<string>`${own.subjectId}`.as('subject_id'),
  about: sql<string>`${own.about}::text`.as('about'),
  dueAt: sql<string>`${own.dueAt}`.as('due_at'),
  isDone: sql<boolean>`(${own.isDone})`.as('is_done'),
  weight: sql<number | null>`${own.weight ?? NOTHING}::int`.as('weight'),
  given: sql<number | null>`${own.given ?? NOTHING}::int`.as('given'),
  citizens: sql<number | null>`${own.citizens ?? NOTHING}::int`.as('citizens'),
  lastWinners: sql<string[][] | null>`${own.lastWinners ?? NOTHING}::jsonb`.as('last_winners'),
})

/** Everything in one round trip, however many regions somebody belongs to. */
const matters = prepared((db) => {
  const user = sql.placeholder('userId')
  const now = sql`${sql.placeholder('now')}::timestamptz`
  const subject = subjectOfVote(db)
  const ballotsDue = db
    .select(
      fields({
        kind: sql`${votes.kind}`,
        regionId: votes.regionId,
        subjectId: sql`${subject.subjectId}`,
        about: sql`${subject.about}`,
        dueAt: votes.closesAt,
        isDone: sql`${ballots.userId} is not null`,
        weight: rollEntries.weight,
      }),
    )
    .from(rollEntries)
    .innerJoin(votes, and(eq(votes.id, rollEntries.voteId), eq(votes.state, 'open')))
    .crossJoinLateral(subject)
    .leftJoin(ballots, and(eq(ballots.voteId, rollEntries.voteId), eq(ballots.userId, rollEntries.userId)))
    .where(eq(rollEntries.userId, user))

  const citizenOf = (regionId: PgColumn) =>
    and(eq(memberships.regionId, regionId), eq(memberships.userId, user), eq(memberships.type, 'citizen'))
  const nominations = db
    .select(
      fields({
        kind: sql`'nomination'`,
        regionId: elections.regionId,
        subjectId: sql`${elections.id}`,
        about: sql`${elections.position}`,
        dueAt: elections.votingOpensAt,
        isDone: sql`${candidacies.userId} is not null`,
        lastWinners: lastWinners(db),
      }),
    )
    .from(memberships)
    .innerJoin(elections, citizenOf(elections.regionId))
    .leftJoin(
      candidacies,
      and(
        eq(candidacies.electionId, elections.id),
        eq(candidacies.userId, user),
        isNull(candidacies.withdrawnAt),
      ),
    )
    .where(eq(elections.status, 'pending'))
  const petitions = db
    .select(
      fields({
        kind: sql`'petition'`,
        regionId: recalls.regionId,
        subjectId: sql`${recalls.id}`,
        about: sql`${recalls.position}`,
        dueAt: recalls.petitionEndsAt,
        isDone: sql`${recallSignatures.userId} is not null`,
        given: signaturesOf(db),
        citizens: citizensOf(db),
      }),
    )
    .from(memberships)
    .innerJoin(recalls, citizenOf(recalls.regionId))
    .leftJoin(
      recallSignatures,
      and(eq(recallSignatures.recallId, recalls.id), eq(recallSignatures.userId, user)),
    )
    .where(eq(recalls.status, 'petition'))

  const open = unionAll(ballotsDue, nominations, petitions).as('open')
  // Clocks of a closed region stand still (`isPausedByClosure`), but not all of them.
  const regionIsOpen = or(isNull(regions.id), inArray(regions.status, OPEN_STATUSES))
  const isPaused = sql`(not ${regionIsOpen} and ${notInArray(open.kind, [...UNPAUSED_KINDS])}
    and ${open.dueAt} > ${regions.statusChangedAt})`
  const chosen = (name: string, value: SQL) =>
    sql`(${sql.placeholder(name)}::text is null or ${value} = ${sql.placeholder(name)}::text)`
  return db
    .select({
      kind: open.kind,
      subjectId: open.subjectId,
      about: open.about,
      dueAt: open.dueAt,
      isPaused: sql<boolean>`coalesce(${isPaused}, false)`,
      canAct: sql<boolean>`(${regionIsOpen} or ${open.kind} = 'rescue')`,
      isDone: open.isDone,
      weight: open.weight,
      given: open.given,
      citizens: open.citizens,
      lastWinners: open.lastWinners,
      regionId: regions.id,
      regionName: regions.name,
      displayName: regions.displayName,
      termLimit: regions.termLimit,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(open)
    .leftJoin(regions, eq(regions.id, open.regionId))
    .where(
      and(
        or(sql`${open.dueAt} > ${now}`, isPaused),
        chosen('region', sql`${regions.name}`),
        chosen('kind', sql`${open.kind}`),
      ),
    )
    .orderBy(
      sql`coalesce(${isPaused}, false)`,
      sql`case when ${sql.placeholder('byRegion')}::boolean then coalesce(${regions.displayName}, '') end`,
      sql`case when ${sql.placeholder('byRegion')}::boolean then ${regions.id} end`,
      asc(open.dueAt),
      asc(open.kind),
      asc(open.subjectId),
    )
    .limit(sql.placeholder('rows'))
    .offset(sql.placeholder('skip'))
    .prepare('open_matters')
})

/** The winners of the office's last elections, newest first: as many as any term limit asks for. */
const lastWinners = (db: Queryable): SQL => {
  const past = alias(elections, 'past')
  const itsVote = alias(votes, 'past_vote')
  const last = db
    .select({
      winners: sql`${itsVote.tally} -> 'winners'`.as('winners'),
      at: sql`${itsVote.decidedAt}`.as('at'),
    })
    .from(past)
    .innerJoin(itsVote, eq(itsVote.id, past.voteId))
    .where(
      and(
        eq(past.regionId, elections.regionId),
        eq(past.position, elections.position),
        eq(past.status, 'completed'),
        sql`jsonb_array_length(${itsVote.tally} -> 'winners') > 0`,
      ),
    )
    .orderBy(desc(itsVote.decidedAt))
    .limit(BOUNDS.termLimit.max)
  return sql`(select jsonb_agg(last.winners order by last.at desc) from ${last} as last)`
}

/** Of those who are citizens now, as a petition counts them. */
const signaturesOf = (db: Queryable): SQL => {
  const [signed, signer] = [alias(recallSignatures, 'signed'), alias(memberships, 'signer')]
  return sql`${db
    .select({ count: count() })
    .from(signed)
    .innerJoin(
      signer,
      and(
        eq(signer.userId, signed.userId),
        eq(signer.regionId, recalls.regionId),
        eq(signer.type, 'citizen'),
      ),
    )
    .where(eq(signed.recallId, recalls.id))}`
}

const citizensOf = (db: Queryable): SQL => {
  const citizen = alias(memberships, 'fellow')
  return sql`${db
    .select({ count: count() })
    .from(citizen)
    .where(and(eq(citizen.regionId, recalls.regionId), eq(citizen.type, 'citizen')))}`
}
