import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { Hono } from 'hono'
import { migrateDatabase } from '#db/migrate.ts'
import { type DatabaseRef } from '#server/archive/archive.ts'
import { readTables } from '#server/archive/schema-facts.ts'
import { createMetricsDoor } from '#server/http/metrics.ts'
import { createLog } from '#server/log.ts'
import { makeEmptyDatabase, withDatabase } from '#server/postgres/databases.ts'
import { getPlatformGauges } from '#server/services/platform/get-platform-gauges.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { withBenchWorld, type BenchWorld } from './bench-world.ts'
import { median, timed } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const MEMBERS = 10_000
const POSTINGS_EACH = 20
const REGIONS = 100
const SCRAPES = 40
const MAX_RATIO = 4
/** A restore reads the archive, makes schema, keys and indices, and checks all rows; the reference only fills the tables. */
const MAX_RESTORE_RATIO = 4

/** What backups, restores and a scrape of the metrics cost, each beside what PostgreSQL needs for the bare work. */
export const benchBackups = (dir: string): Promise<BenchRow[]> =>
  withBenchWorld(dir, async (world) => {
    const { region } = await makeRegion(world.home, { withGalaxy: true })
    await fillRegion(world, region.galaxyId ?? '')
    const { rows } = await world.runtime.pool.query<{ name: string }>(
      'select database_name as name from galaxies where id = $1',
      [region.galaxyId],
    )
    for (let n = 1; n < REGIONS; n++) await makeRegion(world.home)
    await fillPlatform(world)
    const home = world.home.ctx().galaxies.platformDatabase()
    const galaxy: DatabaseRef = { ...home, kind: 'galaxy', databaseName: rows[0]?.name ?? '' }
    const members = MEMBERS.toLocaleString('en')
    return [
      ...(await rowsOf(world, dir, galaxy, `a region with ${members} members`)),
      ...(await rowsOf(world, dir, home, `the platform with ${REGIONS} regions and ${members} members`)),
      await benchScrape(world),
    ]
  })

/** Pilots with ships, cargo, purses and their postings. Without triggers, which would take minutes. */
async function fillRegion({ home }: BenchWorld, galaxyId: string): Promise<void> {
  const db = await home.galaxy(galaxyId)
  const client = await db.$client.connect()
  const id = (n: string) => `lpad(to_hex(${n}), 32, '0')::uuid`
  const statements = [
    `set session_replication_role = replica`,
    `insert into pilots (user_id, callsign, sector_id, present, fencing_version, milliturns, turns_at, entered_at)
       select ${id('n')}, 'pilot-' || n, 1, true, 1, 0, now(), now() from generate_series(1, ${MEMBERS}) n`,
    `insert into ships (id, user_id, ship_class, name)
       select ${id('n')}, ${id('n')}, 'pathfinder', 'ship-' || n from generate_series(1, ${MEMBERS}) n`,
    `insert into ledger_transfers (id, reason, at)
       select ${id('n')}, 'sale', now() - interval '1 second' * n from generate_series(1, ${MEMBERS * POSTINGS_EACH}) n`,
    `insert into ledger_postings (transfer_id, account_kind, owner_id, asset, amount, at)
       select ${id('n')}, 'purse', ${id(`1 + n % ${MEMBERS}`)}::text, 'credits', 90, now() - interval '1 second' * n
         from generate_series(1, ${MEMBERS * POSTINGS_EACH}) n`,
    `reset session_replication_role`,
    `vacuum analyze`,
  ]
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    client.release()
  }
}

async function fillPlatform({ runtime }: BenchWorld): Promise<void> {
  const client = new pg.Client({ connectionString: runtime.ownerUrl })
  await client.connect()
  try {
    for (const statement of [
      `insert into users (id, email, callsign, password_hash, created_at, confirmed_at)
         select lpad(to_hex(n), 32, '0')::uuid, n || '@bench.example', 'pilot-' || n, '!', now(), now() from generate_series(1, ${MEMBERS}) n`,
      `insert into memberships (region_id, user_id, type, joined_at, last_visit_at)
         select r.id, lpad(to_hex(1 + (r.n * 101 + m) % ${MEMBERS}), 32, '0')::uuid, 'visitor', now(), now()
           from (select id, row_number() over () as n from regions) r, generate_series(1, ${MEMBERS / REGIONS}) m`,
      `insert into audit_log (at, actor_id, actor_kind, action, subject_type, subject_id, detail)
         select now(), lpad(to_hex(1 + n % ${MEMBERS}), 32, '0')::uuid, 'user', 'bench.done', 'user', n::text, '{}'
           from generate_series(1, ${MEMBERS * POSTINGS_EACH}) n`,
      `vacuum analyze`,
    ])
      await client.query(statement)
  } finally {
    await client.end()
  }
}

async function rowsOf(
  { runtime, home }: BenchWorld,
  dir: string,
  source: DatabaseRef,
  what: string,
): Promise<BenchRow[]> {
  const { archive } = home.ctx()
  const folder = path.join(dir, `raw-${source.kind}`)
  await mkdir(folder)
  const url = withDatabase(runtime.ownerUrl, source.databaseName)
  const rawOut = await timed(() => copyOut(url, folder))
  const name = `bench/${randomUUID()}.backup`
  let bytes = 0
  const backup = await timed(async () => ({ bytes } = await archive.snapshot(source, name)))

  const empty = `sw_bench_${source.kind}`
  await makeEmptyDatabase(runtime.ownerUrl, empty)
  const emptyUrl = withDatabase(runtime.ownerUrl, empty)
  await migrateDatabase(emptyUrl, source.kind, process.cwd())
  const rawIn = await timed(() => copyIn(emptyUrl, folder))
  const restore = await timed(() => archive.restore(name, { ...source, databaseName: `${empty}_restored` }))
  await rm(folder, { recursive: true })
  return [
    {
      what: `backup of ${what}: copied, compressed, encrypted, stored`,
      measured: `${ms(backup)}, ${(bytes / 2 ** 20).toFixed(1)} MiB`,
      reference: `${ms(rawOut)}, COPY of the same tables into files`,
      goal: { text: `≤ ${MAX_RATIO} ×`, reached: backup <= MAX_RATIO * rawOut },
    },
    {
      what: `the same restored into a new database`,
      measured: ms(restore),
      reference: `${ms(rawIn)}, COPY of these files into tables that are there`,
      goal: { text: `≤ ${MAX_RESTORE_RATIO} ×`, reached: restore <= MAX_RESTORE_RATIO * rawIn },
    },
  ]
}

async function onTables(
  url: string,
  work: (client: pg.Client, table: { name: string; columns: string }) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set session_replication_role = replica`)
    for (const { name, columns } of await readTables(client))
      await work(client, { name, columns: columns.map((column) => `"${column}"`).join(', ') })
  } finally {
    await client.end()
  }
}

const copyOut = (url: string, folder: string): Promise<void> =>
  onTables(url, async (client, { name, columns }) => {
    const rows = client.query(copyTo(`copy (select ${columns} from "${name}") to stdout`))
    await pipeline(rows, createWriteStream(path.join(folder, name)))
  })

async function copyIn(url: string, folder: string): Promise<void> {
  const there = new Set(await readdir(folder))
  await onTables(url, async (client, { name, columns }) => {
    if (!there.has(name)) return
    await client.query(`truncate "${name}" cascade`)
    await pipeline(
      createReadStream(path.join(folder, name)),
      client.query(copyFrom(`copy "${name}" (${columns}) from stdin`)),
    )
  })
}

/** Figures of the platform are read at most every five seconds: the dearest scrape is the one that reads them. */
async function benchScrape({ runtime, home }: BenchWorld): Promise<BenchRow> {
  const token = randomUUID()
  const headers = { authorization: `Bearer ${token}` }
  const times: number[] = []
  const references: number[] = []
  for (let run = 0; run < SCRAPES; run++) {
    const app = new Hono()
    const door = createMetricsDoor({
      ...{ token, telemetry: runtime.telemetry, log: createLog('silent') },
      read: () => getPlatformGauges(home.ctx({ kind: 'system', job: 'metrics' })),
    })
    app.get('/metrics', door)
    times.push(
      await timed(async () => {
        const answer = await app.request('/metrics', { headers })
        if (!answer.ok) throw new Error(`the metrics answered ${answer.status}`)
        await answer.text()
      }),
    )
    references.push(await timed(() => runtime.pool.query('select count(*) from users')))
  }
  const [measured, reference] = [median(times), median(references)]
  return {
    what: `a scrape of /metrics that reads the platform with ${REGIONS} regions, median of ${SCRAPES}`,
    measured: ms(measured),
    reference: `${ms(reference)}, one count of the accounts`,
    goal: { text: 'at most 100 ms', reached: measured <= 100 },
  }
}
