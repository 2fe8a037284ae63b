import path from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { openGalaxyDatabase } from '#db/client.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { databaseClock } from '#server/clock.ts'
import { auditLedger } from '#server/galaxy/audit-ledger.ts'
import { type GalaxyCtx } from '#server/galaxy/galaxy-context.ts'
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts'
import { median, timed } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const TRANSFERS = 200_000
const POSTINGS = TRANSFERS * 5
const RUNS = 5
const MAX_RATIO = 5

/** The nightly audit of conservation over postings that nothing has rolled up yet, which is its worst case. */
export async function benchAudit(dir: string): Promise<BenchRow[]> {
  const server = await startEmbeddedPostgres({ dir: path.join(dir, 'audit'), log: () => undefined })
  try {
    await onServer(server.url('postgres'), ['create database bench'])
    const url = server.url('bench')
    await migrateDatabase(url, 'galaxy', process.cwd())
    await onServer(url, SALES)
    const handle = openGalaxyDatabase(url, { max: 2, applicationName: 'bench' })
    const { db } = handle
    const galaxy = { galaxyId: '', db, clock: databaseClock, log: pino({ level: 'silent' }), cacheScope: {} }
    try {
      return [await benchOver(galaxy)]
    } finally {
      await handle.close()
    }
  } finally {
    await server.stop()
  }
}

async function benchOver(galaxy: GalaxyCtx): Promise<BenchRow> {
  const until = new Date().toISOString()
  const counted = await auditLedger(galaxy, { until })
  if (counted.findingsTotal > 0) throw new Error(`the audit found ${JSON.stringify(counted.findings[0])}`)
  const reference = await medianOf(() =>
    galaxy.db.$client.query(
      'select account_kind, owner_id, asset, sum(amount) from ledger_postings group by 1, 2, 3',
    ),
  )
  const measured = await medianOf(() => auditLedger(galaxy, { until }))
  return {
    what: `audit of conservation over ${POSTINGS.toLocaleString('en')} postings of a day, median of ${RUNS}`,
    measured: ms(measured),
    reference: `${ms(reference)}, one sum of them by account and asset`,
    goal: { text: `≤ ${MAX_RATIO} ×`, reached: measured <= MAX_RATIO * reference },
  }
}

/** Sales of ore by 1,000 pilots at 100 ports, and the balances, holds and stocks that follow. Without triggers, which would take minutes. */
const SALES = [
  `set session_replication_role = replica`,
  `insert into ledger_transfers (id, reason, at)
     select lpad(to_hex(n), 32, '0')::uuid, 'sale', now() - interval '1 day' * n / ${TRANSFERS}
       from generate_series(0, ${TRANSFERS - 1}) n`,
  `insert into ledger_postings (transfer_id, account_kind, owner_id, asset, amount, at)
     select id, kind,
       case kind when 'purse' then pilot when 'cargo' then pilot when 'port' then (1 + n % 100)::text end, asset, amount, at
     from (select id, at, n, lpad(to_hex(n % 1000), 32, '0')::uuid::text as pilot
             from (select id, at, row_number() over () as n from ledger_transfers) numbered) sale,
       (values ('source:port_liquidity', 'credits', -100), ('purse', 'credits', 90), ('treasury', 'credits', 10),
               ('cargo', 'ore', 1), ('port', 'ore', -1)) posting (kind, asset, amount)`,
  `insert into ledger_accounts (account_kind, owner_id, balance)
     select account_kind, owner_id::uuid, sum(amount) from ledger_postings where account_kind in ('purse', 'treasury') group by 1, 2`,
  `insert into ship_cargo (ship_id, commodity, quantity)
     select owner_id::uuid, asset, sum(amount) from ledger_postings where account_kind = 'cargo' group by 1, 2`,
  `insert into port_markets (port_id, commodity, role, base_price, stock, opening_stock, capacity, production_per_day, rest_bp, stock_at)
     select owner_id::int, asset, 'sells', 10, 100000 + sum(amount), 100000, 100000, 0, 5000, now()
       from ledger_postings where account_kind = 'port' group by 1, 2`,
  `reset session_replication_role`,
  `vacuum analyze`,
]

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await timed(work))
  return median(times)
}

async function onServer(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
