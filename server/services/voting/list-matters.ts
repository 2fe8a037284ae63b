import { and, asc, count, desc, eq, exists, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { alias, unionAll, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { councilMotions } from '#db/schema/platform/council.ts'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { candidacies, elections, recalls, recallSignatures } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, rollEntries } from '#db/schema/platform/voting.ts'
import { mayStand } from '#server/domain/elections/election-rules.ts'
import { signaturesNeeded } from '#server/domain/elections/recall.ts'
import { termsInARow } from '#server/domain/elections/term-limits.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type MatterKind } from '#server/domain/voting/matters.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { voteTitle } from './vote-title.ts'

/** Something that is open now and that a person has a part in. */
export type Matter = {
  kind: MatterKind
  /** Of the policy, election, treaty, recall or motion. */
  subjectId: string
  title: string
  /** Null for a motion of the Galactic Council. */
  region: { id: string; name: string; displayName: string } | null
  /** End of the vote, of the nominations or of the petition. */
  dueAt: string
  /** Has voted, stands, or has signed. */
  isDone: boolean
  /** Of a vote: what the own ballot weighs, integer units. Null where nothing is voted on yet. */
  weight: number | null
  /** Of a petition. */
  signatures: { given: number; needed: number } | null
  /** Of nominations: why the person cannot stand, in words. */
  whyNot: string | null
}

/**
 * What waits for the actor in all regions: open votes on whose roll they are, nominations they may stand in and petitions
 * they may sign as citizens; the soonest to end first, or by region. In a region that is closed nothing waits.
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

/** A page after the last has no row that could tell the total. */
const firstRowOf = <Input extends Paging>(input: Input): Input => ({ ...input, page: 1, pageSize: 1 })

type Fields = {
  regionId: SQL
  subjectId: PgColumn
  about: SQL
  dueAt: PgColumn
  isDone: SQL
  weight?: PgColumn
  given?: SQL
  citizens?: SQL
  lastWinners?: SQL
}

type OpenVote = Pick<Fields, 'regionId' | 'subjectId' | 'about'> & {
  table: PgTable
  rollId: PgColumn
  closesAt: PgColumn
  isOpen: SQL | undefined
}

const NOTHING = sql`null`

const fields = (kind: MatterKind, own: Fields) => ({
  kind: sql<MatterKind>`${sql.raw(`'${kind}'`)}::text`.as('kind'),
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
  const hasVoted = sql`${ballots.userId} is not null`

  /** Votes of one kind that are open, on whose roll somebody is. */
  const votes = (kind: MatterKind, vote: OpenVote) => {
    const { table, rollId, closesAt, isOpen, ...own } = vote
    return db
      .select(fields(kind, { ...own, dueAt: closesAt, isDone: hasVoted, weight: rollEntries.weight }))
      .from(table)
      .innerJoin(rollEntries, and(eq(rollEntries.rollId, rollId), eq(rollEntries.userId, user)))
      .leftJoin(ballots, and(eq(ballots.rollId, rollEntries.rollId), eq(ballots.userId, rollEntries.userId)))
      .where(and(isOpen, gt(closesAt, now)))
  }
  const ofPolicies = votes('policy', {
    table: policies,
    regionId: sql`${policies.regionId}`,
    subjectId: policies.id,
    about: sql`${policies.title}`,
    rollId: policies.rollId,
    closesAt: policies.votingClosesAt,
    isOpen: eq(policies.status, 'voting'),
  })
  const ofElections = votes('election', {
    table: elections,
    regionId: sql`${elections.regionId}`,
    subjectId: elections.id,
    about: sql`${elections.position}`,
    rollId: elections.rollId,
    closesAt: elections.votingClosesAt,
    isOpen: eq(elections.status, 'active'),
  })
  const itsTreaty = eq(treaties.id, treatySides.treatyId)
  const ofTreaties = votes('treaty', {
    table: treatySides,
    regionId: sql`${treatySides.regionId}`,
    subjectId: treatySides.treatyId,
    about: sql`(select ${treaties.treatyType} from ${treaties} where ${itsTreaty})`,
    rollId: treatySides.rollId,
    closesAt: treatySides.votingClosesAt,
    isOpen: and(
      eq(treatySides.status, 'voting'),
      exists(
        db
          .select({ id: treaties.id })
          .from(treaties)
          .where(and(itsTreaty, eq(treaties.status, 'ratifying'))),
      ),
    ),
  })
  const ofRecalls = votes('recall', {
    table: recalls,
    regionId: sql`${recalls.regionId}`,
    subjectId: recalls.id,
    about: sql`${recalls.position}`,
    rollId: recalls.rollId,
    closesAt: recalls.votingClosesAt,
    isOpen: eq(recalls.status, 'voting'),
  })
  const ofMotions = votes('council', {
    table: councilMotions,
    regionId: NOTHING,
    subjectId: councilMotions.id,
    about: sql`${councilMotions.title}`,
    rollId: councilMotions.rollId,
    closesAt: councilMotions.votingClosesAt,
    isOpen: eq(councilMotions.status, 'voting'),
  })

  const citizenOf = (regionId: PgColumn) =>
    and(eq(memberships.regionId, regionId), eq(memberships.userId, user), eq(memberships.type, 'citizen'))
  const nominations = db
    .select(
      fields('nomination', {
        regionId: sql`${elections.regionId}`,
        subjectId: elections.id,
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
    .where(and(eq(elections.status, 'pending'), gt(elections.votingOpensAt, now)))
  const petitions = db
    .select(
      fields('petition', {
        regionId: sql`${recalls.regionId}`,
        subjectId: recalls.id,
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
    .where(and(eq(recalls.status, 'petition'), gt(recalls.petitionEndsAt, now)))

  const open = unionAll(ofPolicies, ofElections, ofTreaties, ofRecalls, ofMotions, nominations, petitions).as(
    'open',
  )
  const chosen = (name: string, value: SQL) =>
    sql`(${sql.placeholder(name)}::text is null or ${value} = ${sql.placeholder(name)}::text)`
  return db
    .select({
      kind: open.kind,
      subjectId: open.subjectId,
      about: open.about,
      dueAt: open.dueAt,
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
        sql`(${open.regionId} is null or ${inArray(regions.status, OPEN_STATUSES)})`,
        chosen('region', sql`${regions.name}`),
        chosen('kind', sql`${open.kind}`),
      ),
    )
    .orderBy(
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
  const last = db
    .select({ winners: sql`${past.results} -> 'winners'`.as('winners'), at: sql`${past.decidedAt}`.as('at') })
    .from(past)
    .where(
      and(
        eq(past.regionId, elections.regionId),
        eq(past.position, elections.position),
        eq(past.status, 'completed'),
        sql`jsonb_array_length(${past.results} -> 'winners') > 0`,
      ),
    )
    .orderBy(desc(past.decidedAt))
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
