import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { type ServerProcess } from '../e2e/server-process.ts'
import { cpuMsOf, postgresCpuMs, postmasterOf } from './cpu-time.ts'
import { timed } from './load.ts'
import { ms, type BenchRow } from './report.ts'
import { addCitizens, connectTo, demoGovernor, post } from './visitor.ts'

const VOTERS = 10_000
const GOAL_MS = 2_000
/** No close takes longer; a bench that hangs must say so. */
const PATIENCE_MS = 120_000

/**
 * The close of a large vote with all that follows it: count, notices to the roll, rewards, the public record. Measured is the CPU time of
 * server and database, since the work is done in the background.
 */
export async function benchClose(server: ServerProcess, dataDir: string): Promise<BenchRow> {
  const db = await connectTo(dataDir)
  try {
    const { region, ...account } = demoGovernor(dataDir)
    const cookies = await addCitizens(db, region, VOTERS)
    const { accessToken } = await post<{ accessToken: string }>(server, '/api/v1/auth/token', null, account)
    const policy = await post<{ id: string }>(server, '/api/v1/regions/my-region/policies', accessToken, {
      ...VOTE,
      regionId: region,
    })
    const voteId = await castAll(db, policy.id)
    const size = await one<number>(db, 'select size as value from votes where id = $1', [voteId])
    await until(db, TOLD_OF_OPENING, [policy.id, size])
    const postmaster = await postmasterOf(db)
    const used = () => cpuMsOf(server.pid) + postgresCpuMs(postmaster)

    const before = used()
    await db.query(
      `insert into job_outbox (id, name, payload, run_at, created_at) values ($1, 'close-policy', $2, now(), now())`,
      [randomUUID(), { policyId: policy.id }],
    )
    await until(db, SETTLED, [voteId, policy.id])
    const record = `${server.url}/records/policy/${policy.id}`
    const read = await fetch(record, { headers: { cookie: cookies[0] ?? '' } })
    if (!read.ok) throw new Error(`the record answered ${read.status}`)
    await read.arrayBuffer()
    const measured = used() - before

    const reference = await timed(() =>
      db.query(
        `insert into notifications (user_id, kind, title, body, href, created_at)
         select user_id, 'bench.told', 'The same', '', '/', now() from roll_entries where vote_id = $1`,
        [voteId],
      ),
    )
    return {
      what: `the close of a vote of ${size.toLocaleString('en')} and what follows it, CPU time of server and database`,
      measured: ms(measured),
      reference: `${ms(reference)}, the bare insert of as many notifications`,
      goal: { text: `at most ${GOAL_MS / 1000} s`, reached: measured <= GOAL_MS },
    }
  } finally {
    await db.end()
  }
}

const VOTE = {
  policyType: 'tax_rate',
  title: 'A tax to vote on',
  description: '',
  proposedChanges: { taxRate: 0.1234 },
  votingDurationDays: 7,
}

/** Everybody votes yes, early enough for no extension, and the vote is due. */
async function castAll(db: pg.Client, policyId: string): Promise<string> {
  const voteId = await one<string>(db, 'select vote_id as value from policies where id = $1', [policyId])
  await db.query(
    `insert into ballots (vote_id, user_id, choice, weight, receipt, cast_at)
     select vote_id, user_id, '["yes"]', weight, md5(random()::text), now() - interval '3 days' from roll_entries where vote_id = $1`,
    [voteId],
  )
  await db.query(`update votes set opens_at = now() - interval '7 days', closes_at = now() where id = $1`, [
    voteId,
  ])
  await db.query('analyze')
  return voteId
}

const TOLD_OF_OPENING = `select count(*) >= $2::int - 1 as value from notifications where href like '%' || $1 and kind = 'policy.opened'`

/** Nothing of the close is left to do. */
const SETTLED = `select state = 'counted' and reward_due_at is null and size = (select count(*) from notifications
    where href like '%' || $2 and kind = 'policy.passed') as value from votes where id = $1`

async function until(db: pg.Client, isDone: string, values: unknown[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await one<boolean>(db, isDone, values))) {
    if (performance.now() > deadline) throw new Error('what follows a vote was not done in time')
    await delay(250)
  }
}

async function one<T>(db: pg.Client, statement: string, values: unknown[]): Promise<T> {
  const { rows } = await db.query<{ value: T }>(statement, values)
  const [row] = rows
  if (!row) throw new Error(`nothing found: ${statement}`)
  return row.value
}
