import path from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { pino } from 'pino'
import { openGalaxyDatabase } from '#db/client.ts'
import { addPartitions } from '#db/log-partitions.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { databaseClock } from '#server/clock.ts'
import { type GalaxyCtx } from '#server/galaxy/galaxy-context.ts'
import { getStats } from '#server/galaxy/get-stats.ts'
import { rollUpLogs } from '#server/galaxy/roll-up-logs.ts'
import { getTreasuryLedger } from '#server/galaxy/get-treasury-ledger.ts'
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts'
import { median } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const TRANSFERS = 500_000
const POSTINGS = (TRANSFERS * 3).toLocaleString('en')
const MONTHS = 12
const RUNS = 9

/** A galaxy with a year of sales: what its treasury is asked while nothing is rolled up, and after that. */
export async function benchLedger(dir: string): Promise<BenchRow[]> {
  const server = await startEmbeddedPostgres({ dir: path.join(dir, 'ledger'), log: () => undefined })
  const url = server.url('bench')
  try {
    await onServer(server.url('postgres'), 'create database bench')
    await migrateDatabase(url, 'galaxy', process.cwd())
    await onServer(url, ...A_YEAR_OF_SALES)
    const handle = openGalaxyDatabase(url, { max: 2, applicationName: 'bench' })
    const galaxy = {
      galaxyId: '',
      db: handle.db,
      clock: databaseClock,
      log: pino({ level: 'silent' }),
      cacheScope: {},
    }
    try {
      const moving = await benchMoving(url)
      await onServer(url, 'vacuum analyze')
      const never = await benchSums(galaxy, url, 'never rolled up')
      await rollUpLogs(handle.db, new Date())
      return [moving, never, await benchSums(galaxy, url, 'rolled up daily')]
    } finally {
      await handle.close()
    }
  } finally {
    await server.stop()
  }
}

/** Without its triggers, which would take longer than everything else here. All of it comes into the default partitions. */
const A_YEAR_OF_SALES = [
  `set session_replication_role = replica`,
  `insert into ledger_transfers (id, reason, at)
     select lpad(to_hex(n), 32, '0')::uuid, 'sale', now() - interval '${MONTHS} months' * n / ${TRANSFERS}
       from generate_series(0, ${TRANSFERS - 1}) n`,
  `insert into ledger_postings (transfer_id, account_kind, owner_id, asset, amount, at)
     select id, kind, case kind when 'purse' then lpad(to_hex(n % 1000), 32, '0')::uuid::text end, 'credits', amount, at
       from (select id, at, row_number() over () as n from ledger_transfers) sale,
            (values ('source:port_liquidity', -100), ('purse', 90), ('treasury', 10)) posting (kind, amount)`,
  `insert into ledger_accounts (account_kind, owner_id, balance) values ('treasury', null, ${TRANSFERS * 10})`,
  `reset session_replication_role`,
  `vacuum analyze`,
]

async function benchMoving(url: string): Promise<BenchRow> {
  const reference = await timed(() =>
    onServer(
      url,
      `create table copied (like ledger_postings including all)`,
      `insert into copied select * from ledger_postings_default`,
    ),
  )
  await onServer(url, 'drop table copied')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const measured = await timed(() => addPartitions(drizzle(client), 'ledger_postings', new Date()))
  await client.end()
  return {
    what: `${POSTINGS} postings out of the default partition into their months`,
    measured: ms(measured),
    reference: `${ms(reference)}, the bare insert of the same rows into one table with the same keys`,
    goal: { text: '≤ 3 ×', reached: measured <= reference * 3 },
  }
}

async function benchSums(galaxy: GalaxyCtx, url: string, state: string): Promise<BenchRow> {
  const measured = await medianOf(async () => {
    await getStats(galaxy)
    await getTreasuryLedger(galaxy, { pageSize: 20 })
  })
  const reference = await medianOf(() =>
    onServer(url, `select sum(amount) from ledger_postings where account_kind = 'treasury'`),
  )
  return {
    what: `figures and treasury of a galaxy with ${POSTINGS} postings, ${state}`,
    measured: ms(measured),
    reference: `${ms(reference)}, one sum of the treasury’s postings`,
    goal: { text: '≤ 2 ×', reached: measured <= 2 * reference },
  }
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await timed(work))
  return median(times)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function onServer(connectionString: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
