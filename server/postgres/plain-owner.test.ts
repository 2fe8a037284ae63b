import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withClient } from '#db/connections.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'
import { readEnv } from '../env.ts'
import { createRuntime, type Runtime } from '../runtime.ts'
import { withDatabase } from './databases.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { openPlatformServer } from './platform-server.ts'

// A server of its own, whose owner of the game's database may make databases and roles and nothing more, as with hosted servers.

let dir = ''
let server: EmbeddedPostgres
let said: string[] = []
const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) })

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-plain-'))
  // When run as root, the database's own user must be able to enter.
  await chmod(dir, 0o755)
  server = await startEmbeddedPostgres({ dir, firstPort: 24_500, log: () => undefined })
  await asSuperuser(`create role plain login createdb createrole password 'harbour'`)
  await asSuperuser('create database game owner plain')
})
afterAll(async () => {
  await server.stop()
  await rm(path.dirname(server.dataDir), { recursive: true, force: true })
  await rm(dir, { recursive: true, force: true })
})

const asSuperuser = (statement: string) =>
  withClient({ connectionString: server.url('postgres') }, (client) => client.query(statement))

async function start(): Promise<Runtime> {
  said = []
  const url = new URL(server.url('game'))
  Object.assign(url, { username: 'plain', password: 'harbour' })
  const env = readEnv({ DATABASE_URL: url.href, DATA_DIR: path.join(dir, 'data'), NODE_ENV: 'test' })
  const opened = await openPlatformServer(env, log)
  return createRuntime({ env, platformUrl: opened.url, log, root: process.cwd() })
}

/** Why a log-in was refused; null when it was not. */
async function refusal(url: string, database: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: withDatabase(url, database) })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

it('the game runs, keeps its roles out of other databases, and says what only a superuser can do', async () => {
  const runtime = await start()
  const warned = said.join('\n')
  expect(warned).toContain('Every role of this server may enter')
  expect(warned).toContain('revoke connect, temporary on database')

  const ctx = runtime.ctx({ kind: 'system', job: 'test' })
  const location = ctx.galaxies.homeLocation()
  const galaxy = { id: randomUUID(), databaseName: `sw_g_${randomBytes(6).toString('hex')}`, location }
  await runtime.db
    .insert(registry)
    .values({ ...galaxy, kind: 'region', status: 'ready', createdAt: await ctx.clock.now(runtime.db) })
  await ctx.galaxies.createDatabase(galaxy)
  await ctx.galaxies.createRole(galaxy)
  const ping = () =>
    ctx.galaxies
      .apiFor(galaxy.id, { clock: ctx.clock })
      .ping({})
      .then(
        () => 'reached',
        () => 'not reached',
      )
  expect(await ping()).toBe('reached')

  const roleUrl = await ctx.galaxies.databaseUrl(galaxy.id)
  expect(await refusal(roleUrl, galaxy.databaseName)).toBeNull()
  expect(await refusal(roleUrl, 'postgres')).toContain('sectorwars_no_entry')
  expect(await refusal(roleUrl, 'template1')).toContain('sectorwars_no_entry')
  expect(await refusal(roleUrl, 'game')).toContain('permission denied')

  // A restore closes a galaxy, whose sessions end, and opens it again.
  await ctx.galaxies.replacement.close(galaxy)
  expect(await ping()).toBe('not reached')
  await ctx.galaxies.replacement.open(galaxy)
  expect(await ping()).toBe('reached')
  await runtime.close()

  await asSuperuser(`revoke connect, temporary on database postgres, template1 from public`)
  await asSuperuser('grant connect on database postgres to plain')
  const again = await start()
  expect(said).toEqual([])
  expect(await refusal(roleUrl, 'postgres')).toContain('permission denied')
  await again.ctx({ kind: 'system', job: 'test' }).galaxies.drop(galaxy)
  await again.close()
}, 180_000)
