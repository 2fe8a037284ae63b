import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { rollEntries, votes } from '#db/schema/platform/voting.ts'
import { holderRoll, seatRoll, type CouncilSeat } from '#server/domain/council/seats.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { buildRoll, rollHash, type RollEntry } from '#server/domain/voting/roll.ts'
import { type Electorate } from '#server/domain/regions/powers.ts'
import { type VoteKind } from '#server/domain/voting/vote-kinds.ts'
import { KINDS_OF_VOTE } from '#server/domain/records/vote-words.ts'
import { type Tx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { oneRow } from '../one-row.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { byReputation } from './by-reputation.ts'
import { CLOSE_JOB } from './close-job.ts'
import { sha256 } from '../sha256.ts'

export type OpenedVote = { voteId: string; rollSize: number; closesAt: Date }

type NewVote = {
  kind: VoteKind
  regionId: string | null
  electorate: Electorate
  closesAt: Date
  /** Null for an election. */
  rules: { quorumBp: number; thresholdBp: number } | null
}

/**
 * Opens a vote in a region and freezes who may vote with what weight (DESIGN.md §3 Policies): joining, leaving or re-weighting
 * later changes nothing. The stored hash lets anybody check the published roll. The caller makes the subject that points at it.
 */
export async function openVote(
  tx: Tx,
  vote: Omit<NewVote, 'regionId'> & { region: RegionRow },
): Promise<OpenedVote> {
  const { region, ...rest } = vote
  const lines =
    vote.electorate === 'citizens'
      ? citizenLines(region, tx.now)
      : linesOf(await buildCouncilRoll(tx, region))
  return insertVote(tx, { ...rest, regionId: region.id }, lines)
}

/** Opens a vote of citizens whose roll has rules of its own. @param lines rows of `user_id`, `weight`, `reason` */
export const openVoteOf = (
  tx: Tx,
  { region, ...vote }: Omit<NewVote, 'regionId' | 'electorate'> & { region: RegionRow },
  lines: SQL,
): Promise<OpenedVote> => insertVote(tx, { ...vote, electorate: 'citizens', regionId: region.id }, lines)

/** Opens a vote of the Galactic Council: its roll counts seats, and a holder of several casts one ballot for all of them. */
export async function openCouncilVote(
  tx: Tx,
  vote: Pick<NewVote, 'closesAt' | 'rules'> & { seats: readonly CouncilSeat[] },
): Promise<OpenedVote> {
  const { seats, ...rest } = vote
  const roll = seatRoll(seats)
  return insertVote(
    tx,
    { ...rest, kind: 'council', regionId: null, electorate: 'council' },
    linesOf(holderRoll(seats)),
    {
      size: roll.length,
      totalWeight: roll.reduce((sum, { weight }) => sum + weight, 0),
      hash: rollHash(roll, sha256),
    },
  )
}

/** A second vote that is decided together with the first: the same voters, weights, rules and close. */
export async function copyVote(tx: Tx, voteId: string): Promise<OpenedVote> {
  const { regionId, kind, electorate, size, totalWeight, rollHash, closesAt, extendedAt, ...first } = oneRow(
    await tx.db.select().from(votes).where(eq(votes.id, voteId)),
  )
  const { quorumBp, thresholdBp } = first
  const copy = { regionId, kind, electorate, size, totalWeight, rollHash, closesAt, extendedAt }
  const { id } = oneRow(
    await tx.db
      .insert(votes)
      .values({ ...copy, quorumBp, thresholdBp, opensAt: tx.now })
      .returning({ id: votes.id }),
  )
  await tx.db.execute(sql`
    insert into ${rollEntries} (vote_id, user_id, weight, reason)
    select ${id}, user_id, weight, reason from ${rollEntries} where vote_id = ${voteId}`)
  return { voteId: id, rollSize: size, closesAt }
}

type Announcement = {
  kind: VoteKind
  subjectId: string
  region: RegionRow | null
  vote: OpenedVote
  notice: { kind: string; title: string; body?: string }
  /** Who opened it, and therefore knows. */
  except?: string
}

/** Schedules the close of a vote, refreshes open pages and notifies everybody on its roll by job. */
export async function announceVote(tx: Tx, announced: Announcement): Promise<void> {
  const { kind, subjectId, region, vote, notice, except } = announced
  const { topic, path } = KINDS_OF_VOTE[kind]
  const close = CLOSE_JOB[kind](subjectId, vote.closesAt)
  if (close) await tx.enqueue(close)
  tx.publish({
    audience: region ? { kind: 'region', regionId: region.id } : { kind: 'public' },
    topic,
    id: subjectId,
  })
  await notifyLater(tx, {
    to: { kind: 'roll', voteId: vote.voteId, except },
    notice: {
      body: '',
      ...notice,
      href: path(region?.name ?? '', subjectId),
      regionId: region?.id ?? null,
    },
  })
}

/**
 * Vote and roll in one statement, so that a roll of 100,000 does not come to this process and go back. The text that is hashed
 * is that of `serializeRoll`. @param lines rows of `user_id`, `weight`, `reason`. @param figures where the roll is published
 * in other lines than these.
 */
async function insertVote(
  tx: Tx,
  vote: NewVote,
  lines: SQL,
  figures?: { size: number; totalWeight: number; hash: string },
): Promise<OpenedVote> {
  const { kind, regionId, electorate, closesAt, rules } = vote
  const { rows } = await tx.db.execute<{ id: string; size: number }>(sql`
    with line as materialized (${lines}),
    vote as (
      insert into ${votes} (kind, region_id, electorate, opens_at, closes_at, quorum_bp, threshold_bp,
                            size, total_weight, roll_hash)
      select ${kind}, ${regionId}::uuid, ${electorate}, ${tx.now.toISOString()}::timestamptz,
             ${closesAt.toISOString()}::timestamptz, ${rules?.quorumBp ?? null}::int, ${rules?.thresholdBp ?? null}::int,
             coalesce(${figures?.size ?? null}::int, count(*)::int),
             coalesce(${figures?.totalWeight ?? null}::bigint, sum(weight), 0),
             coalesce(${figures?.hash ?? null}::text, encode(sha256(convert_to('roll v1' || coalesce(
               string_agg(E'\n' || user_id || ' ' || weight || ' ' || reason, '' order by user_id), ''), 'UTF8')), 'hex'))
        from line
      returning id, size),
    entry as (
      insert into ${rollEntries} (vote_id, user_id, weight, reason)
      select vote.id, user_id, weight, reason from vote, line)
    select id, size from vote`)
  const { id, size } = oneRow(rows)
  return { voteId: id, rollSize: size, closesAt }
}

/** What `buildRoll` makes of the citizens; `open-vote.test.ts` compares the two. */
function citizenLines(region: RegionRow, openedAt: Date): SQL {
  const oldEnough = new Date(openedAt.getTime() - region.citizenshipWaitDays * 86_400_000)
  return sql`
    select member.user_id, ${byReputation(sql`member.reputation`, votingPower)} as weight,
           case when member.user_id = ${region.ownerId} then 'owner' else 'citizen' end as reason
      from ${memberships} member inner join ${users} account on account.id = member.user_id
     where member.region_id = ${region.id} and member.type = 'citizen'
       and (member.user_id = ${region.ownerId} or account.created_at <= ${oldEnough.toISOString()}::timestamptz)`
}

const linesOf = (entries: readonly RollEntry[]): SQL => sql`
  select * from unnest(${sql.param(entries.map(({ voterId }) => voterId))}::uuid[],
                       ${sql.param(entries.map(({ weight }) => weight))}::int[],
                       ${sql.param(entries.map(({ reason }) => reason))}::text[]) as line (user_id, weight, reason)`

/** Council members, or the owner, who stands in for an empty council. */
async function buildCouncilRoll(tx: Tx, region: RegionRow): Promise<RollEntry[]> {
  const holders = await findOfficeHolders(tx.db, region.id)
  const council = new Set(
    holders.filter(({ position }) => position === 'council_member').map(({ userId }) => userId),
  )
  const members = await findRollCandidates(tx.db, region.id, [...council, region.ownerId])
  return buildRoll({
    electorate: 'council',
    members: members.map((member) => ({
      ...member,
      isOwner: member.userId === region.ownerId,
      isCouncilMember: council.has(member.userId),
    })),
    citizenshipWaitDays: region.citizenshipWaitDays,
    openedAt: tx.now,
  })
}

async function findRollCandidates(db: Queryable, regionId: string, userIds: readonly string[]) {
  const rows = await db
    .select({
      userId: users.id,
      accountCreatedAt: users.createdAt,
      membershipType: memberships.type,
      reputationScore: memberships.reputation,
    })
    .from(users)
    .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.regionId, regionId)))
    .where(inArray(users.id, [...userIds]))
  return rows.map((row) => ({
    ...row,
    membershipType: row.membershipType ?? 'visitor',
    reputationScore: row.reputationScore ?? 0,
  }))
}
