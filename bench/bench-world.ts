import path from 'node:path'
import pg from 'pg'
import { openGalaxyDatabase, type GalaxyPool } from '#db/client.ts'
import { databaseClock } from '#server/clock.ts'
import { readEnv } from '#server/env.ts'
import { createLog } from '#server/log.ts'
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts'
import { createRuntime, type Runtime } from '#server/runtime.ts'
import { type Actor } from '#server/services/context.ts'
import { type makeRegion } from '#server/testing/make-region.ts'

/** A runtime on a server of its own, and where the factories of the tests make their regions and players. */
export type BenchWorld = { runtime: Runtime; home: Parameters<typeof makeRegion>[0] }

export async function withBenchWorld<T>(dir: string, work: (world: BenchWorld) => Promise<T>): Promise<T> {
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
  const opened: { close(): Promise<void> }[] = []
  const galaxy = async (galaxyId: string): Promise<GalaxyPool> => {
    const { rows } = await runtime.pool.query<{ name: string }>(
      'select database_name as name from galaxies where id = $1',
      [galaxyId],
    )
    const handle = openGalaxyDatabase(server.url(rows[0]?.name ?? ''), { max: 4, applicationName: 'bench' })
    opened.push(handle)
    return handle.db
  }
  const ctx = (actor?: Actor) => runtime.ctx(actor ?? { kind: 'anonymous' })
  try {
    return await work({ runtime, home: { db: runtime.db, clock: databaseClock, ctx, galaxy } })
  } finally {
    for (const handle of opened) await handle.close()
    await runtime.close()
    await server.stop()
  }
}
