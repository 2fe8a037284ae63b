import { spawnSync } from 'node:child_process'
import { createDeflateRaw } from 'node:zlib'
import { pipeline } from 'node:stream/promises'
import { Readable, Writable } from 'node:stream'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeExport } from '#server/services/exports/make-export.ts'
import { requestExport } from '#server/services/exports/request-export.ts'
import { type GalaxyPool } from '#db/client.ts'
import { withBenchWorld, type BenchWorld } from './bench-world.ts'
import { timed } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const TRADES = 200_000
const POSTINGS = 2 * TRADES
const MIB = 1024 * 1024
const MAX_RATIO = 4
const MAX_MEMORY_MIB = 100

/** The export of a pilot who has traded for years: time, and memory beside what the process has anyway. */
export const benchExports = (dir: string): Promise<BenchRow[]> =>
  withBenchWorld(dir, async (world) => {
    const { userId, galaxy } = await makeVeteran(world)
    const reference = await timed(() => dumpPlainly(galaxy, userId))
    const { exportId } = await requestExport(
      world.home.ctx({ kind: 'user', userId, callsign: 'veteran', role: 'player' }),
    )
    const watch = watchMemory()
    const measured = await timed(() =>
      makeExport(world.home.ctx({ kind: 'system', job: 'bench' }), { exportId }),
    )
    const peakMiB = watch.stop()
    const { rows } = await world.runtime.pool.query<{ size: number }>(
      `select size_bytes as size from data_exports where id = $1 and state = 'ready'`,
      [exportId],
    )
    const size = rows[0]?.size
    if (!size) throw new Error('the export was not made')
    return [
      {
        what: `export of a pilot with ${POSTINGS.toLocaleString('en')} postings and ${TRADES.toLocaleString('en')} trades, stored`,
        measured: `${ms(measured)}, a zip of ${(size / MIB).toFixed(1)} MiB`,
        reference: `${ms(reference)}, both logs as JSON in two statements, deflated`,
        goal: { text: `≤ ${MAX_RATIO} ×`, reached: measured <= MAX_RATIO * reference },
      },
      {
        what: 'the same export, memory beside that of the process',
        measured: `${Math.round(peakMiB)} MiB`,
        reference: `${bareMiB()} MiB, a bare Node process`,
        goal: { text: `at most ${MAX_MEMORY_MIB} MiB`, reached: peakMiB <= MAX_MEMORY_MIB },
      },
    ]
  })

async function makeVeteran({ home }: BenchWorld) {
  const { region } = await makeRegion(home, { withGalaxy: true })
  const { userId, callsign } = await makeUser(home)
  const galaxy = await home.galaxy(region.galaxyId ?? '')
  const now = new Date()
  await galaxy.insert(pilots).values({
    ...{ userId, callsign, sectorId: 1, present: true, fencingVersion: 1, milliturns: 0 },
    ...{ turnsAt: now, enteredAt: now },
  })
  const client = await galaxy.$client.connect()
  try {
    for (const statement of logsOf(userId)) await client.query(statement)
  } finally {
    client.release()
  }
  return { userId, galaxy }
}

/** Without triggers, which would take minutes. */
const logsOf = (userId: string) => [
  `set session_replication_role = replica`,
  `insert into ledger_transfers (id, reason, at)
     select lpad(to_hex(n), 32, '0')::uuid, 'sale', now() - interval '1 minute' * n from generate_series(1, ${TRADES}) n`,
  `insert into ledger_postings (transfer_id, account_kind, owner_id, asset, amount, at)
     select id, 'purse', '${userId}', 'credits', amount, at from ledger_transfers, (values (90), (-80)) v (amount)`,
  `insert into trades (id, at, user_id, port_id, commodity, side, quantity, price, spread, tariff, tax, net, berth_fee, docking_turns, purse, stock)
     select id, at, '${userId}', 1, 'ore', 'sell', 1, 100, 5, 2, 3, 90, 0, 0, 1000, 10 from ledger_transfers`,
  `reset session_replication_role`,
  `vacuum analyze`,
]

/** What any export of these rows costs: each log in one statement, as JSON, through the same compression. */
async function dumpPlainly(galaxy: GalaxyPool, userId: string): Promise<void> {
  const statements = [
    `select to_jsonb(p) as row from ledger_postings p where account_kind = 'purse' and owner_id = $1 order by at, id`,
    `select to_jsonb(t) as row from trades t where user_id = $1 order by at, number`,
  ]
  for (const statement of statements) {
    const { rows } = await galaxy.$client.query<{ row: object }>(statement, [userId])
    const text = Readable.from(
      rows.map(({ row }) => JSON.stringify(row) + '\n'),
      { objectMode: false },
    )
    await pipeline(text, createDeflateRaw(), new Writable({ write: (_chunk, _encoding, done) => done() }))
  }
}

function watchMemory() {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  return {
    stop: () => {
      clearInterval(timer)
      return Math.max(0, peak - before) / MIB
    },
  }
}

const bareMiB = (): number =>
  Math.round(
    Number(
      spawnSync(process.execPath, ['-e', 'console.log(process.memoryUsage().rss)'], { encoding: 'utf8' })
        .stdout,
    ) / MIB,
  )
