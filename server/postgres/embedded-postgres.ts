import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { bundledPostgresDir, copyBinaries, prepareBinaries } from './binaries.ts'
import { findFreePort, isPortFree } from './free-port.ts'
import { canEnter, postgresAccount, runAs, type ServerAccount } from './run-as.ts'

const SUPERUSER = 'sectorwars'
const FIRST_PORT = 21_020
const WATCH_EVERY_MS = 2_000
/** Of the systems that Node runs on, the least: macOS takes 103 bytes. */
const MAX_SOCKET_PATH = 103
/** How long a killed server may take to disappear. */
const CLEARING_MS = 20_000

export type EmbeddedPostgres = {
  /** Connection string of the superuser for the database of this name. */
  url(database: string): string
  /** Folder of the data files; elsewhere if the server's account cannot enter the given one. */
  dataDir: string
  /** Whether a running server was adopted. */
  adopted: boolean
  stop(): Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** Folder for everything. */
  dir: string
  /** Server settings, `name=value`. */
  settings?: string[]
  firstPort?: number
  log: (message: string) => void
}

/**
 * Starts our own PostgreSQL server on the loopback interface, or adopts one that a killed process left running.
 * `pg_ctl` starts it outside our process group, so that Ctrl-C reaches us first and we can stop it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await postgresAccount()
  await mkdir(options.dir, { recursive: true })
  const native = bundledPostgresDir()
  await prepareBinaries(native)
  const { binDir, home } = await placeFor(account, native, options)
  const dataDir = path.join(home, 'data')
  const password = await readOrCreateSecret(path.join(options.dir, 'postgres-password'))

  if (!existsSync(path.join(dataDir, 'PG_VERSION')))
    await initialise(account, binDir, home, dataDir, password)

  const url = (port: number) => {
    const { socketDir } = readPidFile(dataDir)
    // A socket takes about a third less CPU time a query than TCP, on both sides.
    const way = socketDir ? `?host=${encodeURIComponent(socketDir)}` : ''
    return (database: string) =>
      `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}${way}`
  }
  const runningPort = portOfRunningServer(dataDir)
  const adopted = runningPort !== null && (await answers(url(runningPort)('postgres')))
  const port = adopted
    ? runningPort
    : await choosePort(path.join(options.dir, 'postgres-port'), options.firstPort ?? FIRST_PORT)
  const start = () => startServer(account, { binDir, home, dataDir, port, settings: options.settings ?? [] })
  if (!adopted) await start()

  const stopWatching = watch(dataDir, async () => {
    options.log('the embedded PostgreSQL died and is being restarted')
    await start()
  })
  return {
    url: url(port),
    dataDir,
    adopted,
    stop: async () => {
      await stopWatching()
      // Another process that adopted or started it may have stopped it already.
      if (!isServerAlive(dataDir)) return
      await runAs(account, path.join(binDir, 'pg_ctl'), [
        'stop',
        '--mode=fast',
        '--wait',
        `--pgdata=${dataDir}`,
      ])
    },
  }
}

type ServerPlace = { binDir: string; home: string; dataDir: string; port: number; settings: string[] }

/**
 * A killed server holds its lock and memory until the system has cleaned up its processes, which may be shortly after
 * the next start.
 */
async function startServer(account: ServerAccount, place: ServerPlace): Promise<void> {
  const deadline = Date.now() + CLEARING_MS
  for (;;) {
    while (isServerAlive(place.dataDir) && Date.now() < deadline) await delay(100)
    try {
      return await launch(account, place)
    } catch (error) {
      const isHeld = error instanceof Error && /lock file|shared memory block/.test(error.message)
      if (!isHeld || Date.now() >= deadline) throw error
      await delay(250)
    }
  }
}

async function launch(account: ServerAccount, place: ServerPlace): Promise<void> {
  const settings = [
    `port=${place.port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${fitsSocket(place.home) ? place.home : ''}`,
    'max_connections=200',
    'shared_buffers=64MB',
    'logging_collector=off',
    ...place.settings,
  ]
  const logFile = path.join(place.home, 'postgres.log')
  try {
    await runAs(account, path.join(place.binDir, 'pg_ctl'), [
      ...['start', '--wait', '--timeout=60', `--pgdata=${place.dataDir}`, `--log=${logFile}`],
      `--options=${settings.map((s) => `-c ${quoted(s)}`).join(' ')}`,
    ])
  } catch (cause) {
    const tail = (await readFile(logFile, 'utf8').catch(() => '')).split('\n').slice(-15).join('\n')
    throw new Error(`The embedded PostgreSQL did not start. End of its log:\n${tail}`, { cause })
  }
}

/** Restarts the server if it dies. Pools reconnect by themselves. */
function watch(dataDir: string, startAgain: () => Promise<void>): () => Promise<void> {
  let attempt: Promise<void> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy || isServerAlive(dataDir)) return
    busy = true
    attempt = startAgain()
      // The next check retries; the error is in the server's log.
      .catch(() => undefined)
      .finally(() => {
        busy = false
      })
  }, WATCH_EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    return attempt
  }
}

function isServerAlive(dataDir: string): boolean {
  const { pid } = readPidFile(dataDir)
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another account is alive too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The server's folder: below `dir` if its account can enter it, otherwise a separate one. */
async function placeFor(account: ServerAccount, native: string, options: EmbeddedPostgresOptions) {
  const wanted = path.join(path.resolve(options.dir), 'postgres')
  let home = wanted
  let binDir = path.join(native, 'bin')
  if (account && !((await canEnter(account, options.dir)) && (await canEnter(account, binDir)))) {
    const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
    home = path.join('/var/tmp', `sectorwars-postgres-${name}`)
    await mkdir(home, { recursive: true, mode: 0o755 })
    binDir = path.join(await copyBinaries(native, path.join(home, 'native')), 'bin')
    options.log(`PostgreSQL cannot enter ${options.dir} under its own account; its data lives in ${home}`)
  }
  await mkdir(home, { recursive: true, mode: 0o755 })
  if (account) await chown(home, account.uid, account.gid)
  return { home, binDir }
}

async function initialise(
  account: ServerAccount,
  binDir: string,
  home: string,
  dataDir: string,
  password: string,
) {
  // A start killed during initdb leaves a folder without PG_VERSION: start over.
  await rm(dataDir, { recursive: true, force: true })
  const passwordFile = path.join(home, `.password-${randomBytes(6).toString('hex')}`)
  await writeFile(passwordFile, password, { mode: 0o600 })
  try {
    if (account) await chown(passwordFile, account.uid, account.gid)
    await runAs(account, path.join(binDir, 'initdb'), [
      ...[`--pgdata=${dataDir}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    ])
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** What the running server wrote about itself; not numbers and nothing where there is none. */
function readPidFile(dataDir: string): { pid: number; port: number; socketDir: string } {
  let lines: string[] = []
  try {
    lines = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    // There is no server.
  }
  return { pid: Number(lines[0]), port: Number(lines[3]), socketDir: lines[4] ?? '' }
}

/** Null if no server can be running. */
function portOfRunningServer(dataDir: string): number | null {
  const { port } = readPidFile(dataDir)
  return Number.isInteger(port) && port > 0 ? port : null
}

/** Whether the path of a socket in this folder is short enough for the system, and there are such sockets. */
const fitsSocket = (dir: string): boolean =>
  process.platform !== 'win32' && Buffer.byteLength(`${dir}/.s.PGSQL.65535`) <= MAX_SOCKET_PATH

async function answers(connectionString: string): Promise<boolean> {
  // A server that is starting or stopping refuses briefly: try a few times.
  for (let attempt = 0; attempt < 20; attempt++) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return true
    } catch (error) {
      const starting = error instanceof Error && 'code' in error && error.code === '57P03'
      if (!starting) return false
      await delay(250)
    }
  }
  return false
}

async function choosePort(file: string, from: number): Promise<number> {
  const kept = Number(await readFile(file, 'utf8').catch(() => ''))
  const port = kept > 0 && (await isPortFree(kept)) ? kept : await findFreePort(from)
  await writeFile(file, String(port))
  return port
}

async function readOrCreateSecret(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => '')
  if (kept) return kept
  const secret = randomBytes(24).toString('hex')
  await writeFile(file, secret, { mode: 0o600 })
  return secret
}

/** Quotes a word for the shell that pg_ctl uses for server options. */
const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`
