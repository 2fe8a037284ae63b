import { chmod, mkdtemp, mkdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isDatabaseUnavailable } from '#db/connections.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'

let dir = ''
let server: EmbeddedPostgres | null = null
/** Everything that a test started: each instance watches the server until it is stopped. */
let started: EmbeddedPostgres[] = []

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-embedded-'))
  await chmod(dir, 0o755)
})

afterEach(async () => {
  for (const each of started) {
    await each.stop()
    await rm(path.dirname(each.dataDir), { recursive: true, force: true })
  }
  started = []
  server = null
  await rm(dir, { recursive: true, force: true })
})

const start = async (log: (message: string) => void = () => undefined) => {
  server = await startEmbeddedPostgres({ dir, firstPort: 24_000, log })
  started.push(server)
  return server
}

async function query<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  if (!server) throw new Error('no server')
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps committed data over stop and start', async () => {
    await start()
    await query('create table kept (n int)')
    await query('insert into kept values (2102)')
    await server?.stop()
    await start()
    expect(await query('select n from kept')).toEqual([{ n: 2102 }])
  })

  it('adopts the server that a killed process left running', async () => {
    const first = await start()
    const second = await start()
    expect(second.adopted).toBe(true)
    expect(second.url('postgres')).toBe(first.url('postgres'))
  })

  it('restarts with all committed data when it is killed under a running process', async () => {
    await start()
    await query('create table kept (n int)')
    await query('insert into kept values (7)')
    const pidFile = path.join(server?.dataDir ?? '', 'postmaster.pid')
    process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL')
    await expect
      .poll(() => query('select n from kept').catch(() => 'not yet'), { timeout: 30_000 })
      .toEqual([{ n: 7 }])
  })

  it('recovers from a start that was killed during initdb', async () => {
    await mkdir(path.join(dir, 'postgres/data/base'), { recursive: true })
    await start()
    expect(await query('select 1 as one')).toEqual([{ one: 1 }])
  })

  it('listens on loopback only and requires its password', async () => {
    await start()
    const [setting] = await query<{ listen_addresses: string }>('show listen_addresses')
    expect(setting?.listen_addresses).toBe('127.0.0.1')
    const url = new URL(server?.url('postgres') ?? '')
    url.password = 'wrong'
    const client = new pg.Client({ connectionString: url.toString() })
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' })
  })

  const isOverSocket = async () => {
    const [row] = await query<{ local: boolean }>('select inet_client_addr() is null as local')
    return row?.local
  }
  it('is reached over a socket in its folder, and over loopback where the path is too long for one', async () => {
    await start()
    expect(await isOverSocket()).toBe(true)
    await server?.stop()
    dir = path.join(dir, 'a-folder-with-a-long-name-'.repeat(4))
    await start()
    expect(await isOverSocket()).toBe(false)
  })

  it('counts as out of reach when its socket is gone', async () => {
    await start()
    await server?.stop()
    const error: unknown = await query('select 1').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'ENOENT' })
    expect(isDatabaseUnavailable(error)).toBe(true)
    const missing: unknown = await readFile(path.join(dir, 'nothing')).catch((thrown: unknown) => thrown)
    expect(isDatabaseUnavailable(missing)).toBe(false)
  })

  it.runIf(process.getuid?.() === 0)('runs even if only root may enter the folder', async () => {
    await chmod(dir, 0o700)
    const said: string[] = []
    const { dataDir } = await start((message) => said.push(message))
    expect(dataDir.startsWith(dir)).toBe(false)
    expect(said.join()).toContain(path.dirname(dataDir))
    expect(await query('select 1 as one')).toEqual([{ one: 1 }])
  })
})
