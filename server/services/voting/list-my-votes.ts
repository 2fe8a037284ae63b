import { and, desc, eq, ne, not, notInArray, sql } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { elections, recalls } from '#db/schema/platform/elections.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, rollEntries, rolls } from '#db/schema/platform/voting.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { winnerNames } from '../elections/winner-names.ts'
import { requireUser } from '../require-actor.ts'
import { voteTitle } from './vote-title.ts'

export type MyVote = {
  subject: 'policy' | 'election' | 'treaty' | 'recall' | 'council'
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
  const now = await ctx.clock.now(ctx.db)
  const closesAt = sql<Date>`coalesce(${policies.votingClosesAt}, ${elections.votingClosesAt},
    ${treatySides.votingClosesAt}, ${recalls.votingClosesAt},
    ${councilMotions.votingClosesAt})`
  // A region's own votes stand still while it is closed, so that their close may be past and still to come.
  const isPaused = sql`coalesce(${notInArray(regions.status, [...OPEN_STATUSES])} and ${ne(rolls.subject, 'treaty')}
    and ${closesAt} > ${regions.statusChangedAt}, false)`
  const isOpen = sql<boolean>`((${closesAt} > ${now.toISOString()} or ${isPaused}) and (${policies.status} = 'voting'
    or ${elections.status} = 'active' or ${treatySides.status} = 'voting' or ${recalls.status} = 'voting'
    or ${councilMotions.status} = 'voting'))`
  const where = and(
    eq(rollEntries.userId, userId),
    input.show === undefined ? undefined : input.show === 'open' ? isOpen : not(isOpen),
    input.region === undefined ? undefined : eq(regions.name, input.region),
  )

  const rows = await ctx.db
    .select({
      subject: rolls.subject,
      policyId: policies.id,
      policyTitle: policies.title,
      policyStatus: policies.status,
      electionId: elections.id,
      position: elections.position,
      electionStatus: elections.status,
      winners: sql<string | null>`case when ${elections.status} = 'completed' then ${winnerNames} end`,
      treatyId: treatySides.treatyId,
      sideStatus: treatySides.status,
      treatyType: treaties.treatyType,
      recallId: recalls.id,
      recallPosition: recalls.position,
      recallStatus: recalls.status,
      motionId: councilMotions.id,
      motionTitle: councilMotions.title,
      motionStatus: councilMotions.status,
      region: { id: regions.id, name: regions.name, displayName: regions.displayName },
      weight: rollEntries.weight,
      ballot: ballots.receipt,
      closesAt,
      isOpen,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(rollEntries)
    .innerJoin(rolls, eq(rolls.id, rollEntries.rollId))
    .leftJoin(regions, eq(regions.id, rolls.regionId))
    .leftJoin(policies, eq(policies.rollId, rolls.id))
    .leftJoin(elections, eq(elections.rollId, rolls.id))
    .leftJoin(treatySides, eq(treatySides.rollId, rolls.id))
    .leftJoin(recalls, eq(recalls.rollId, rolls.id))
    .leftJoin(treaties, eq(treaties.id, treatySides.treatyId))
    .leftJoin(councilMotions, eq(councilMotions.rollId, rolls.id))
    .leftJoin(ballots, and(eq(ballots.rollId, rolls.id), eq(ballots.userId, rollEntries.userId)))
    .where(where)
    .orderBy(desc(isOpen), sql`case when ${isOpen} then ${closesAt} end asc`, sql`${closesAt} desc`, rolls.id)
    .limit(input.pageSize)
    .offset(offsetOf(input))
  const items = rows.map((row): MyVote => ({
    subject: row.subject,
    subjectId: row.policyId ?? row.electionId ?? row.treatyId ?? row.recallId ?? row.motionId ?? '',
    title: voteTitle(
      row.subject,
      row.policyTitle ?? row.motionTitle ?? row.position ?? row.recallPosition ?? row.treatyType ?? '',
    ),
    region: row.region,
    closesAt: new Date(row.closesAt).toISOString(),
    isOpen: row.isOpen,
    status:
      row.policyStatus ?? row.electionStatus ?? row.sideStatus ?? row.recallStatus ?? row.motionStatus ?? '',
    winners: row.winners,
    weight: row.weight,
    hasVoted: row.ballot !== null,
  }))
  const total = rows[0]?.total ?? (await totalBeyondPages(ctx, input))
  return { items, total, page: input.page, pageSize: input.pageSize }
}

/** A page after the last has no row that could tell the total. */
const totalBeyondPages = async (ctx: Ctx, input: Parameters<typeof listMyVotes>[1]): Promise<number> =>
  input.page === 1 ? 0 : (await listMyVotes(ctx, { ...input, page: 1, pageSize: 1 })).total
