import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, vi } from 'vitest'
import { findFreePort } from '../postgres/free-port.ts'
import { bundleScript } from './bundled-script.ts'

const START_MS = 120_000

export type BundledServer = {
  url(): string
  /** Starts it on its port and folder, and waits until `/readyz` answers ok. */
  start(): Promise<void>
  /**
   * Finds the processes of the server and its database. The returned function kills them all at once with SIGKILL:
   * whatever is only in their memory is lost.
   */
  aim(): Promise<() => void>
  /** Address of the platform database, while it runs. */
  databaseUrl(): Promise<string>
}

/**
 * The whole server as in production (server/main.ts with an embedded PostgreSQL), but without pages, which are not
 * built for these tests. One per test file; started by the tests.
 */
export function useBundledServer(options: {
  firstPort: number
  env: () => Record<string, string>
  /** The setting for the port that answers `/readyz`. */
  portSetting?: 'PORT' | 'WORKER_HEALTH_PORT'
}): BundledServer {
  let root = ''
  let dataDir = ''
  let port = 0
  let child: ChildProcess | null = null
  let ended: Promise<unknown> = Promise.resolve()
  let output = ''
  const url = () => `http://127.0.0.1:${port}`

  beforeAll(async () => {
    root = await makeRoot()
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-killed-'))
    // If we are root, the database's account must be able to enter.
    await chmod(dataDir, 0o755)
    port = await findFreePort(options.firstPort)
  })
  afterAll(async () => {
    const home = child ? await databaseHome() : null
    if (child) (await aim())()
    await ended
    // The data may be elsewhere if the account cannot enter this folder.
    for (const dir of [root, dataDir, ...(home ? [path.dirname(home)] : [])])
      await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  })

  const start = async () => {
    await ended
    output = ''
    const started = spawn(process.execPath, [path.join(root, 'server.mjs')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        [options.portSetting ?? 'PORT']: String(port),
        DATA_DIR: dataDir,
        DEMO: '0',
        LOG_LEVEL: 'warn',
        ...options.env(),
      },
    })
    child = started
    ended = once(started, 'exit')
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await vi.waitFor(
      async () => {
        if (started.exitCode !== null) return
        const answer = await fetch(`${url()}/readyz`)
        if (!answer.ok) throw new Error(`not ready: ${await answer.text()}`)
      },
      { timeout: START_MS, interval: 100 },
    )
    if (started.exitCode !== null) throw new Error(`the server ended:\n${output}`)
  }

  const aim = async () => {
    const home = await databaseHome()
    const database = home === null ? [] : await postgresProcesses(home)
    return () => {
      for (const pid of database) killHard(pid)
      child?.kill('SIGKILL')
    }
  }
  /** The data folder of the embedded database, wherever it is; null if there is none. */
  const databaseHome = async (): Promise<string | null> => {
    if (options.env().DATABASE_URL !== undefined) return null
    const client = new pg.Client({ connectionString: await databaseUrl() })
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    await client.end()
    return rows[0]?.data_directory ?? null
  }
  const databaseUrl = async () => {
    const read = async (name: string) => (await readFile(path.join(dataDir, 'postgres', name), 'utf8')).trim()
    const login = `sectorwars:${await read('postgres-password')}`
    return `postgres://${login}@127.0.0.1:${await read('postgres-port')}/sectorwars`
  }

  return { url, start, aim, databaseUrl }
}

/** A project folder with the files that the server needs next to its bundle. */
async function makeRoot(): Promise<string> {
  // Inside the project, so that node_modules is found.
  await mkdir('build', { recursive: true })
  const root = await mkdtemp(path.resolve('build/server-'))
  await bundleScript('server/main.ts', path.join(root, 'server.mjs'))
  await writeFile(path.join(root, 'package.json'), '{"type":"module"}')
  await mkdir(path.join(root, 'db'))
  await symlink(path.resolve('db/migrations'), path.join(root, 'db/migrations'))
  await mkdir(path.join(root, 'build/remix/client'), { recursive: true })
  await mkdir(path.join(root, 'build/remix/server'))
  await writeFile(path.join(root, 'build/remix/server/index.js'), 'export const routes = {}\n')
  return root
}

/** The postmaster, first, and all its child processes. */
async function postgresProcesses(dataDirectory: string): Promise<number[]> {
  const pidFile = await readFile(path.join(dataDirectory, 'postmaster.pid'), 'utf8')
  const postmaster = Number(pidFile.split('\n')[0])
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0)
  const parents = await Promise.all(pids.map(parentOf))
  return [postmaster, ...pids.filter((_, index) => parents[index] === postmaster)]
}

/** Field four of /proc/<pid>/stat; field two may contain spaces within its brackets. */
const parentOf = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return Number(stat.slice(stat.lastIndexOf(')') + 1).split(' ')[2])
}

function killHard(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended with its postmaster.
  }
}
