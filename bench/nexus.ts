import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrateDatabase } from '#db/migrate.ts'
import { startWorker } from '#jobs/worker.ts'
import { readEnv } from '#server/env.ts'
import { generateNexus } from '#server/domain/nexus/generate-nexus.ts'
import { createLog } from '#server/log.ts'
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts'
import { createRuntime } from '#server/runtime.ts'
import { acceptAdminInvite } from '#server/services/identity/accept-admin-invite.ts'
import { createAdminInvite } from '#server/services/identity/create-admin-invite.ts'
import { getNexusStatus } from '#server/services/nexus/get-nexus-status.ts'
import { requestGeneration } from '#server/services/nexus/request-generation.ts'
import { median } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const RUNS = 5
/** The job measures itself; polling must not take its processor time. */
const LOOK_EVERY_MS = 250

/** Time from the job's start until readers see the new Nexus, compared with a plain COPY of the same rows. */
export async function benchNexus(dir: string): Promise<BenchRow[]> {
  const server = await startEmbeddedPostgres({ dir: path.join(dir, 'nexus'), log: () => undefined })
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  await admin.query('create database bench')
  await admin.query('create database bench_copy')
  await admin.end()
  const env = readEnv({ DATA_DIR: path.join(dir, 'nexus'), DEMO: '0', LOG_LEVEL: 'silent' })
  const runtime = await createRuntime({
    env,
    platformUrl: server.url('bench'),
    log: createLog('silent'),
    root: process.cwd(),
  })
  const stopWorker = await startWorker(runtime.queue, (job) => runtime.ctx({ kind: 'system', job }))
  try {
    const token = await createAdminInvite(runtime.ctx({ kind: 'system', job: 'bench' }))
    const person = await acceptAdminInvite(runtime.ctx({ kind: 'anonymous' }), {
      token: token ?? '',
      account: {
        email: 'bench@example.test',
        callsign: 'Bench',
        password: 'copper kettle under rain in June',
      },
      ipAddress: 'bench',
    })
    const ctx = runtime.ctx({
      kind: 'user',
      userId: person.id,
      callsign: person.callsign,
      role: 'admin',
      proof: { provenAt: new Date() },
    })

    const jobTimes: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const before = (await getNexusStatus(ctx)).version
      const { taskId } = await requestGeneration(ctx, {
        forceRegenerate: true,
        preservePlayerData: true,
        dryRun: false,
        seed: `bench-${run}`,
      })
      let status = await getNexusStatus(ctx)
      while (status.version === before || status.job) {
        await delay(LOOK_EVERY_MS)
        status = await getNexusStatus(ctx)
      }
      const { rows } = await runtime.pool.query<{ ms: number }>(
        `select extract(epoch from finished_at - started_at) * 1000 as ms from operations where id = $1`,
        [taskId],
      )
      jobTimes.push(Number(rows[0]?.ms))
    }
    await migrateDatabase(server.url('bench_copy'), 'galaxy', process.cwd())
    const copyTimes: number[] = []
    for (let run = 0; run < RUNS; run++)
      copyTimes.push(await copyNexus(server.url('bench_copy'), `bench-${run}`))

    const measured = median(jobTimes)
    const reference = median(copyTimes)
    return [
      {
        what: `Nexus generation, job start to visible, median of ${RUNS}`,
        measured: ms(measured),
        reference: `${ms(reference)}, COPY of the same rows with the same keys`,
        goal: { text: '≤ 3 × and under 2 s', reached: measured < 2_000 && measured <= reference * 3 },
      },
    ]
  } finally {
    await stopWorker()
    await runtime.close()
    await server.stop()
  }
}

/** Copies the rows of one Nexus in one transaction into the empty tables of a galaxy. */
async function copyNexus(url: string, seed: string): Promise<number> {
  const plan = generateNexus({ seed })
  const stockAt = new Date().toISOString()
  const tables: [string, readonly object[]][] = [
    ['sectors', plan.sectors],
    ['warps', plan.warps],
    ['ports', plan.ports],
    ['port_markets', plan.portMarkets.map((market) => ({ ...market, stockAt }))],
    ['planets', plan.planets],
  ]
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`truncate ${tables.map(([name]) => name).join(', ')} cascade`)
    const started = performance.now()
    await client.query('begin')
    for (const [name, rows] of tables) {
      const columns = Object.keys(rows[0] ?? {})
      const names = columns.map((column) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
      const target = client.query(copyFrom(`copy ${name} (${names.join(', ')}) from stdin`))
      const lines = rows.map(
        (row) =>
          `${Object.values(row)
            .map((v) => (v === null ? '\\N' : String(v)))
            .join('\t')}\n`,
      )
      await pipeline(Readable.from([lines.join('')]), target)
    }
    await client.query('commit')
    return performance.now() - started
  } finally {
    await client.end()
  }
}
