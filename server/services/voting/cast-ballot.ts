import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { sqlNow } from '#server/clock.ts'
import { COUNCIL_SEAT_WEIGHT } from '#server/domain/membership/voting-power.ts'
import { takesBallotsWhenClosed } from '#server/domain/voting/vote-kinds.ts'
import { KINDS_OF_VOTE } from '#server/domain/records/vote-words.ts'
import { GameError } from '#server/errors.ts'
import { runSingleStatement, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { requireOpen } from '../regions/require-region.ts'
import { publishTurnout } from './publish-turnout.ts'
import { type VoteToCast } from './vote-to-cast.ts'

export type CastReceipt = {
  /** Proves the ballot in the published record; new whenever the ballot changes. */
  receipt: string
  weight: number
  changed: boolean
  castAt: string
}

/**
 * Casts or changes the actor's ballot on a vote of any kind. What `vote` says was read without a lock and refuses early: a late
 * ballot does not queue for the lock, since a crowd of them must not keep the close waiting. Then one statement locks the
 * vote's row in share mode, which the close locks exclusively, and only then reads the clock: the count holds exactly the
 * ballots that were answered with a receipt. What voting earns comes after the vote (`scheduleVoterRewards`).
 * @throws CONFLICT while the vote or its region is not open, FORBIDDEN for somebody not on the roll, TOO_MANY_REQUESTS.
 */
export async function castBallot(
  ctx: Ctx,
  vote: VoteToCast,
  choice: readonly string[],
): Promise<CastReceipt> {
  const voteId = requireOpenVote(vote)
  if (vote.place && !takesBallotsWhenClosed(vote.kind)) requireOpen(vote.place)
  // Each change is a row of the audit log and news for all open pages.
  await ctx.limits.take('cast-ballot', `${voteId}:${requireUser(ctx).userId}`)
  const receipt = await castInOneStatement(ctx, { ...vote, voteId }, choice)
  if (!receipt) throw votingOver(vote)
  const { kind, subjectId, place } = vote
  publishTurnout(ctx, { regionId: place?.id ?? null, topic: KINDS_OF_VOTE[kind].topic, id: subjectId })
  return receipt
}

/** The vote's id while it takes ballots. @throws CONFLICT. */
export function requireOpenVote(vote: VoteToCast): string {
  const { kind, voteId, closesAt, now } = vote
  if (voteId === null && !vote.isEnded)
    throw new GameError('CONFLICT', KINDS_OF_VOTE[kind].isNotOpen, { reason: 'voting-not-open' })
  if (voteId === null || vote.state !== 'open' || closesAt === null || now >= closesAt) throw votingOver(vote)
  return voteId
}

const votingOver = ({ kind }: VoteToCast) =>
  new GameError('CONFLICT', KINDS_OF_VOTE[kind].isOver, { reason: 'voting-closed' })

/** Null when the vote takes no more ballots. One ballot per roll row, however many requests arrive at once. */
async function castInOneStatement(
  ctx: Ctx,
  { kind, voteId, subjectId }: VoteToCast & { voteId: string },
  choice: readonly string[],
): Promise<CastReceipt | null> {
  const { userId } = requireUser(ctx)
  const receipt = randomBytes(16).toString('hex')
  const [row] = await runSingleStatement(ctx, (db) =>
    castStatement(db).execute({
      voteId,
      userId,
      receipt,
      choice: JSON.stringify(choice),
      action: `${kind}.ballot`,
      subjectType: KINDS_OF_VOTE[kind].subjectType,
      subjectId,
      clockOffsetMs: ctx.clock.offsetMs(),
    }),
  )
  if (!row?.isOpen) return null
  if (row.weight === null)
    throw new GameError(
      'FORBIDDEN',
      'You are not on the roll of this vote: it was fixed when the vote opened.',
      { reason: 'not-on-roll' },
    )
  return { receipt, weight: row.weight, changed: !row.isNew, castAt: new Date(row.castAt).toISOString() }
}

/**
 * Lock, ballot and audit row, with the weight as the roll has it: somebody without a row of it writes nothing. The audit row
 * names the vote, so that it is not shown while that is open.
 */
const castStatement = prepared((db) => {
  const voteId = sql`${sql.placeholder('voteId')}::uuid`
  const userId = sql`${sql.placeholder('userId')}::uuid`
  const box = db
    .$with('box', {
      isOpen: sql<boolean>`is_open`.as('is_open'),
      castAt: sql<string>`cast_at`.as('cast_at'),
    })
    .as(
      sql`select id, region_id, kind, cast_at, state = 'open' and cast_at < closes_at as is_open
            from (select vote.*, ${sqlNow} as cast_at from (
              select ${votes.id}, ${votes.regionId}, ${votes.kind}, ${votes.state}, ${votes.closesAt}
                from ${votes} where ${eq(votes.id, voteId)} for share) vote) locked`,
    )
  const ballot = db
    .$with('ballot', {
      weight: sql<number>`weight`.as('weight'),
      isNew: sql<boolean>`is_new`.as('is_new'),
    })
    .as(
      sql`insert into ${ballots} (vote_id, user_id, choice, weight, represents, receipt, cast_at)
          select entry.vote_id, entry.user_id, ${sql.placeholder('choice')}::jsonb, entry.weight,
                 case box.kind when 'council' then entry.weight / ${sql.raw(String(COUNCIL_SEAT_WEIGHT))} else 1 end,
                 ${sql.placeholder('receipt')}::text, box.cast_at
            from box join ${rollEntries} entry on entry.vote_id = box.id and entry.user_id = ${userId}
           where box.is_open
          on conflict (vote_id, user_id) do update
             set choice = excluded.choice, receipt = excluded.receipt, changed_at = excluded.cast_at
          -- A row that this statement made has no earlier version.
          returning weight, (xmax = 0) as is_new`,
    )
  const record = db.$with('record', {}).as(
    sql`insert into ${auditLog} (at, actor_id, actor_kind, action, region_id, subject_type, subject_id, detail)
        select box.cast_at, ${userId}, 'user',
               ${sql.placeholder('action')}::text || case when ballot.is_new then '-cast' else '-changed' end,
               box.region_id, ${sql.placeholder('subjectType')}::text, ${sql.placeholder('subjectId')}::text,
               jsonb_build_object('voteId', box.id)
          from box, ballot`,
  )
  return db
    .with(box, ballot, record)
    .select({ isOpen: box.isOpen, castAt: box.castAt, weight: ballot.weight, isNew: ballot.isNew })
    .from(box)
    .leftJoin(ballot, sql`true`)
    .prepare('cast_ballot')
})
