import { randomUUID } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { openGalaxyDatabase } from '#db/client.ts'
import { databaseClock } from '#server/clock.ts'
import { readEnv } from '#server/env.ts'
import { databaseNameFor } from '#server/galaxies/galaxies.ts'
import { createLog } from '#server/log.ts'
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts'
import { createRuntime } from '#server/runtime.ts'
import { type Actor } from '#server/services/context.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { measured, type Ask } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const FEW = 10
const MANY = 100
const READERS = 4
const READINGS = 1_500
const MAX_RATIO = 1.5

/** What a pilot's sector costs to read while few and while many regions are in use, each with a database and connections of its own. */
export async function benchRegionsInUse(dir: string): Promise<BenchRow[]> {
  const server = await startEmbeddedPostgres({ dir: path.join(dir, 'server'), log: () => undefined })
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  await admin.query('create database bench')
  await admin.end()
  const runtime = await createRuntime({
    env: readEnv({ DATA_DIR: dir, DEMO: '0', LOG_LEVEL: 'silent' }),
    platformUrl: server.url('bench'),
    log: createLog('silent'),
    root: process.cwd(),
  })
  try {
    const readings: Ask[] = []
    for (let n = 0; n < MANY; n++) readings.push(await makeReading(runtime, server.url))
    const inTurn = (count: number): Ask => {
      let asked = 0
      return () => readings[asked++ % count]?.() ?? Promise.resolve({ ok: false })
    }
    const load = { concurrency: READERS, requests: READINGS }
    for (const count of [FEW, MANY]) await measured(inTurn(count), { ...load, requests: 2 * count })
    const few = await measured(inTurn(FEW), load)
    const many = await measured(inTurn(MANY), load)
    return [
      {
        what: `a pilot’s sector with ${MANY} regions in use, ${READERS} readers who never wait, p95`,
        measured: `${ms(many.p95Ms)} (p50 ${ms(many.p50Ms)}, ${Math.round(many.perSecond)}/s)`,
        reference: `${ms(few.p95Ms)} (p50 ${ms(few.p50Ms)}, ${Math.round(few.perSecond)}/s), the same with ${FEW}`,
        goal: { text: `≤ ${MAX_RATIO} ×`, reached: many.p95Ms <= few.p95Ms * MAX_RATIO },
      },
    ]
  } finally {
    await runtime.close()
    await server.stop()
  }
}

/** Makes a region with its galaxy and a pilot in it. */
async function makeReading(
  runtime: Awaited<ReturnType<typeof createRuntime>>,
  urlOf: (database: string) => string,
): Promise<Ask> {
  const opened: { close(): Promise<void> }[] = []
  const home = {
    db: runtime.db,
    clock: databaseClock,
    ctx: (actor?: Actor) => runtime.ctx(actor ?? { kind: 'anonymous' }),
    galaxy: async (galaxyId: string) => {
      const { rows } = await runtime.pool.query<{ name: string }>(
        'select database_name as name from galaxies where id = $1',
        [galaxyId],
      )
      const handle = openGalaxyDatabase(urlOf(rows[0]?.name ?? ''), { max: 1, applicationName: 'bench' })
      opened.push(handle)
      return handle.db
    },
  }
  const { region } = await makeRegion(home, { withGalaxy: true })
  for (const handle of opened) await handle.close()
  const galaxy = runtime
    .ctx({ kind: 'system', job: 'bench' })
    .galaxies.apiFor(region.galaxyId ?? '', { clock: databaseClock })
  const pilot = {
    userId: randomUUID(),
    fencingVersion: 1,
    landing: { callsign: databaseNameFor(region.id).slice(-12), arrivalSector: 1, startingCredits: 0 },
  }
  const terms = {
    regionId: region.id,
    pilotsPage: 1,
    reliefBp: 0,
    nexusTaxBp: null,
    isLocal: true,
    governs: false,
    watched: null,
    routeTo: null,
    suggestOn: null,
  }
  return async () => {
    await galaxy.getSector({ ...pilot, ...terms })
    return { ok: true }
  }
}
