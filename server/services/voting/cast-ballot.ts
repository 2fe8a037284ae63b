import { randomBytes } from 'node:crypto'
import { sql, type SQL } from 'drizzle-orm'
import { preparedStatement } from '#db/prepared.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { ballots, rollEntries } from '#db/schema/platform/voting.ts'
import { presentMoment } from '#server/clock.ts'
import { GameError } from '#server/errors.ts'
import { actAtOnce, type Ctx, type Tx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type CastReceipt = {
  /** Proves the ballot in the published record; new whenever the ballot changes. */
  receipt: string
  weight: number
  changed: boolean
  castAt: string
}

/** What the ballot is on: the subject of its audit row, whose action is `<deed>.ballot-cast` or `<deed>.ballot-changed`. */
type Vote = { deed: string; subject: { type: string; id: string } }
type Paper = Vote & { choice: readonly string[] }

type BallotRow = { is_open: boolean; cast_at: string; weight: number | null; is_new: boolean | null }
export type BallotBox = ReturnType<typeof ballotBox>

/**
 * A kind of vote whose ballots are cast in one statement, since hundreds may come in a second. @param name of its own.
 * @param vote the row of `voteId`: `roll_id`, `region_id`, `closes_at`, and `is_voting`, whether its status takes ballots.
 * The statement locks that row as ballots share it and the close takes it alone, and only then asks the clock.
 */
export const ballotBox = (name: string, vote: SQL) =>
  castingStatement(
    name,
    sql`select roll_id, region_id, cast_at, is_voting and cast_at < closes_at as is_open
          from (select vote.*, ${presentMoment} as cast_at from (${vote} for share) vote) locked`,
  )

/** For verbs that hold the vote's row themselves. */
const openBox = castingStatement(
  'cast_ballot',
  sql`select ${sql.placeholder('rollId')}::uuid as roll_id, ${sql.placeholder('regionId')}::uuid as region_id,
             ${sql.placeholder('castAt')}::timestamptz as cast_at, true as is_open`,
)

/**
 * Puts the actor's ballot into the box, or replaces it; null when the vote takes none any more. One ballot a roll row,
 * however many requests arrive at once. What voting earns comes with the close (`oweReward`). @throws FORBIDDEN for
 * somebody not on the roll.
 */
export async function castInto(ctx: Ctx, box: BallotBox, paper: Paper): Promise<CastReceipt | null> {
  return cast(ctx, box, paper, { voteId: paper.subject.id, clockOffsetMs: ctx.clock.offsetMs() })
}

/**
 * The same for a caller who holds a lock on the vote's own row and has asked the clock under it: a ballot is in before
 * the close or refused. @throws FORBIDDEN for somebody not on the roll.
 */
export async function castBallot(
  tx: Tx,
  paper: Paper & { rollId: string; regionId: string | null; castAt: Date },
): Promise<CastReceipt> {
  const { rollId, regionId, castAt } = paper
  const receipt = await cast(tx, openBox, paper, { rollId, regionId, castAt: castAt.toISOString() })
  if (!receipt) throw new Error('a box that is held open was closed')
  return receipt
}

async function cast(
  ctx: Ctx,
  box: BallotBox,
  { deed, subject, choice }: Paper,
  where: Record<string, unknown>,
): Promise<CastReceipt | null> {
  const { userId } = requireUser(ctx)
  const receipt = randomBytes(16).toString('hex')
  const paper = {
    userId,
    choice: JSON.stringify(choice),
    receipt,
    deed,
    subjectType: subject.type,
    subjectId: subject.id,
  }
  const [row] = await actAtOnce(ctx, (db) => box(db, { ...where, ...paper }))
  if (!row?.is_open) return null
  if (row.weight === null)
    throw new GameError(
      'FORBIDDEN',
      'You are not on the roll of this vote: it was fixed when the vote opened.',
      {
        reason: 'not-on-roll',
      },
    )
  return { receipt, weight: row.weight, changed: !row.is_new, castAt: new Date(row.cast_at).toISOString() }
}

/**
 * Ballot and audit row in one statement, with the weight as the roll has it: somebody without a row of it writes
 * nothing. @param box one row of `roll_id`, `region_id`, `cast_at`, `is_open`.
 */
function castingStatement(name: string, box: SQL) {
  const userId = sql`${sql.placeholder('userId')}::uuid`
  return preparedStatement<BallotRow>(
    name,
    sql`
    with box as materialized (${box}),
    ballot as (
      insert into ${ballots} (roll_id, user_id, choice, weight, receipt, cast_at)
      select entry.roll_id, entry.user_id, ${sql.placeholder('choice')}::jsonb, entry.weight,
             ${sql.placeholder('receipt')}::text, box.cast_at
        from box join ${rollEntries} entry on entry.roll_id = box.roll_id and entry.user_id = ${userId}
       where box.is_open
      on conflict (roll_id, user_id) do update
         set choice = excluded.choice, receipt = excluded.receipt, changed_at = excluded.cast_at
      -- A row that this statement made has no earlier version.
      returning weight, (xmax = 0) as is_new
    ),
    record as (
      insert into ${auditLog} (at, actor_id, actor_kind, action, region_id, subject_type, subject_id, detail)
      select box.cast_at, ${userId}, 'user',
             ${sql.placeholder('deed')}::text || case when ballot.is_new then '.ballot-cast' else '.ballot-changed' end,
             box.region_id, ${sql.placeholder('subjectType')}::text, ${sql.placeholder('subjectId')}::text, '{}'
        from box, ballot
    )
    select box.is_open, box.cast_at, ballot.weight, ballot.is_new from box left join ballot on true`,
  )
}
