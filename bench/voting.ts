import path from 'node:path'
import pg from 'pg'
import { withClient } from '#db/connections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { DEFAULT_THEME } from '#server/domain/culture/theme.ts'
import { defaultSettings } from '#server/domain/regions/default-settings.ts'
import { readEnv } from '#server/env.ts'
import { createLog } from '#server/log.ts'
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts'
import { createRuntime, type Runtime } from '#server/runtime.ts'
import { closeElection } from '#server/services/elections/close-election.ts'
import { oneRow } from '#server/services/one-row.ts'
import { castVote } from '#server/services/policies/cast-vote.ts'
import { proposePolicy } from '#server/services/policies/propose-policy.ts'
import { withdrawPolicy } from '#server/services/policies/withdraw-policy.ts'
import { atARate } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const BALLOTS = 100_000
const ROLL = 10_017
const VOTERS_AT_ONCE = 20
const CASTS_A_SECOND = 200
const CAST_SECONDS = 5
const CANDIDATES = 5

/**
 * Measures casting at a steady rate against a plain insert of a ballot, and closing a large election against a sum of
 * the same ballots.
 */
export async function benchVoting(dir: string): Promise<BenchRow[]> {
  const server = await startEmbeddedPostgres({ dir: path.join(dir, 'voting'), log: () => undefined })
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  await admin.query('create database bench')
  await admin.end()
  const env = readEnv({ DATA_DIR: path.join(dir, 'voting'), DEMO: '0', LOG_LEVEL: 'silent' })
  const runtime = await createRuntime({
    env,
    platformUrl: server.url('bench'),
    log: createLog('silent'),
    root: process.cwd(),
  })
  try {
    const regionId = await makeElectorate(runtime)
    return [
      await benchOpening(runtime),
      await benchCasting(runtime, regionId),
      await benchClosing(runtime, regionId),
    ]
  } finally {
    await runtime.close()
    await server.stop()
  }
}

const query = async <Row extends pg.QueryResultRow>(
  runtime: Runtime,
  statement: string,
  values: unknown[] = [],
) => (await runtime.pool.query<Row>(statement, values)).rows

/** Only the owner of a table can. */
const analyze = (runtime: Runtime, table = '') =>
  withClient({ connectionString: runtime.ownerUrl }, (owner) => owner.query(`analyze ${table}`))

/** A democracy of 100,000 citizens with different vote weights. */
async function makeElectorate(runtime: Runtime): Promise<string> {
  await query(
    runtime,
    `insert into users (email, callsign, password_hash, created_at, confirmed_at)
     select 'voter-' || n || '@example.test', 'Voter-' || n, '!', now() - interval '1 year', now()
       from generate_series(1, ${BALLOTS}) n`,
  )
  const owner = oneRow(
    await query<{ id: string }>(runtime, `select id from users where callsign = 'Voter-1'`),
  )
  const regionId = await makeRegionOf(runtime, 'bench', owner.id)
  await query(
    runtime,
    `insert into memberships (region_id, user_id, type, voting_power, joined_at, resident_since, citizen_since, last_visit_at)
     select $1, id, 'citizen', 100 + (random() * 50)::int, now(), now(), now(), now() from users`,
    [regionId],
  )
  await analyze(runtime)
  return regionId
}

async function makeRegionOf(runtime: Runtime, name: string, ownerId: string): Promise<string> {
  const now = new Date()
  const region = oneRow(
    await runtime.db
      .insert(regions)
      .values({
        ...defaultSettings('democracy', null, DEFAULT_THEME),
        name,
        displayName: 'Bench',
        ownerId,
        status: 'active',
        statusChangedAt: now,
        seed: 'bench',
        totalSectors: 500,
        createdAt: now,
        activatedAt: now,
      })
      .returning({ id: regions.id }),
  )
  return region.id
}

/** Proposing in a region of many citizens, beside the bare insert of the same roll into an empty one. */
async function benchOpening(runtime: Runtime): Promise<BenchRow> {
  const citizens = await query<{ id: string; callsign: string }>(
    runtime,
    'select id, callsign from users order by created_at, id limit $1',
    [ROLL],
  )
  const owner = oneRow(citizens.slice(0, 1))
  const regionId = await makeRegionOf(runtime, 'bench-roll', owner.id)
  await query(
    runtime,
    `insert into memberships (region_id, user_id, type, voting_power, joined_at, resident_since, citizen_since, last_visit_at)
     select $1, id, 'citizen', 100, now(), now(), now(), now() from unnest($2::uuid[]) as citizen (id)`,
    [regionId, citizens.map(({ id }) => id)],
  )
  await analyze(runtime, 'memberships')
  const ctx = runtime.ctx({ kind: 'user', userId: owner.id, callsign: owner.callsign, role: 'player' })
  const propose = (defenseLevel: number) =>
    proposePolicy(ctx, {
      region: regionId,
      policyType: 'defense',
      title: 'Patrols to vote on',
      description: '',
      proposedChanges: { defenseLevel },
      votingDurationDays: 7,
    })
  const { id } = await propose(1)
  const { voteId } = oneRow(
    await query<{ voteId: string }>(runtime, 'select vote_id as "voteId" from policies where id = $1', [id]),
  )
  await query(runtime, 'delete from roll_entries where vote_id = $1', [voteId])
  const reference = await timed(() =>
    query(
      runtime,
      `insert into roll_entries (vote_id, user_id, weight, reason)
       select $1, user_id, voting_power, 'citizen' from memberships where region_id = $2 and type = 'citizen'`,
      [voteId, regionId],
    ),
  )
  await withdrawPolicy(ctx, { policyId: id })
  const measured = await timed(() => propose(2))
  return {
    what: `opening a vote of ${ROLL.toLocaleString('en')} citizens`,
    measured: ms(measured),
    reference: `${ms(reference)}, the bare insert of the same roll`,
    goal: { text: 'at most twice the reference', reached: measured <= 2 * reference },
  }
}

async function benchCasting(runtime: Runtime, regionId: string): Promise<BenchRow> {
  const voters = await query<{ id: string; callsign: string }>(
    runtime,
    `select id, callsign from users order by created_at, id limit $1`,
    [CASTS_A_SECOND * CAST_SECONDS * 2],
  )
  const actor = (voter: { id: string; callsign: string }) =>
    runtime.ctx({ kind: 'user', userId: voter.id, callsign: voter.callsign, role: 'player' })
  const first = oneRow(voters.slice(0, 1))
  const policy = await proposePolicy(actor(first), {
    region: regionId,
    policyType: 'tax_rate',
    title: 'A tax to vote on',
    description: '',
    proposedChanges: { taxRate: 0.15 },
    votingDurationDays: 7,
  })
  const { voteId } = oneRow(
    await query<{ voteId: string }>(runtime, 'select vote_id as "voteId" from policies where id = $1', [
      policy.id,
    ]),
  )
  const [casting, bare] = [voters.slice(0, voters.length / 2), voters.slice(voters.length / 2)]
  // The reference runs first, so that neither waits for new connections.
  const rate = { lanes: VOTERS_AT_ONCE, perSecond: CASTS_A_SECOND }
  const insertBallot = (voter: { id: string }) =>
    query(
      runtime,
      `insert into ballots (vote_id, user_id, choice, weight, receipt, cast_at)
       values ($1, $2, '["yes"]', 100, md5(random()::text), now())`,
      [voteId, voter.id],
    )
  const reference = await atARate(bare, insertBallot, rate)
  const verb = await atARate(
    casting,
    (voter) => castVote(actor(voter), { policyId: policy.id, choice: 'yes' }),
    rate,
  )
  return {
    what: `casting, ${CASTS_A_SECOND}/s for ${CAST_SECONDS} s, ${VOTERS_AT_ONCE} voters at once, p95`,
    measured: `${ms(verb.p95Ms)} (p50 ${ms(verb.p50Ms)}, ${Math.round(verb.perSecond)}/s)`,
    reference: `${ms(reference.p95Ms)} (${Math.round(reference.perSecond)}/s), the bare insert of a ballot at the same rate`,
    goal: {
      text: `${CASTS_A_SECOND}/s, p95 under 100 ms`,
      reached: verb.p95Ms < 100 && verb.perSecond > CASTS_A_SECOND * 0.95,
    },
  }
}

async function benchClosing(runtime: Runtime, regionId: string): Promise<BenchRow> {
  const now = new Date()
  const hourAgo = new Date(now.getTime() - 3_600_000)
  const { total } = oneRow(
    await query<{ total: string }>(
      runtime,
      'select sum(voting_power) as total from memberships where region_id = $1',
      [regionId],
    ),
  )
  const vote = oneRow(
    await runtime.db
      .insert(votes)
      .values({
        regionId,
        kind: 'election',
        electorate: 'citizens',
        opensAt: new Date(hourAgo.getTime() - 3_600_000),
        closesAt: now,
        size: BALLOTS,
        totalWeight: Number(total),
        rollHash: '',
      })
      .returning({ id: votes.id }),
  )
  await query(
    runtime,
    `insert into roll_entries (vote_id, user_id, weight, reason)
     select $1, user_id, voting_power, 'citizen' from memberships where region_id = $2`,
    [vote.id, regionId],
  )
  const candidates = await query<{ id: string }>(runtime, `select id from users limit ${CANDIDATES}`)
  await query(
    runtime,
    `insert into ballots (vote_id, user_id, choice, weight, receipt, cast_at)
     select vote_id, user_id, jsonb_build_array(($2::uuid[])[1 + floor(random() * ${CANDIDATES})::int]), weight,
            md5(random()::text), now() - interval '1 hour' from roll_entries where vote_id = $1`,
    [vote.id, candidates.map(({ id }) => id)],
  )
  const election = oneRow(
    await runtime.db
      .insert(elections)
      .values({
        regionId,
        position: 'governor',
        seats: 1,
        status: 'active',
        createdAt: now,
        votingOpensAt: hourAgo,
        votingDays: 1,
        voteId: vote.id,
        lotteryCommitment: '',
        lotterySecret: 'bench',
      })
      .returning({ id: elections.id }),
  )
  await query(
    runtime,
    `insert into candidacies (election_id, user_id, platform, nominated_at) select $1, unnest($2::uuid[]), '', now()`,
    [election.id, candidates.map(({ id }) => id)],
  )
  await analyze(runtime)
  const sum = () =>
    query(
      runtime,
      `select choice ->> 0, sum(weight), count(*) from ballots where vote_id = $1 group by choice ->> 0`,
      [vote.id],
    )
  await sum()
  const reference = await timed(sum)
  const measured = await timed(async () => {
    const closed = await closeElection(runtime.ctx({ kind: 'system', job: 'bench' }), {
      electionId: election.id,
    })
    if (!closed) throw new Error('the election did not close')
  })
  return {
    what: `closing an election with ${BALLOTS.toLocaleString('en')} ballots: read, count, write`,
    measured: ms(measured),
    reference: `${ms(reference)}, the sum of the same ballots by the database alone`,
    goal: { text: 'under 1 s', reached: measured < 1_000 },
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
