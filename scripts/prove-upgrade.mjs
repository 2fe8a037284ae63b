// npm run prove:upgrade [-- <commit>]: the data of the last release (db/migrations/baseline.json, or of another commit) under this
// version. The old release makes its demo world; this version upgrades it and has to show the same; then the old release runs beside it on the
// new schema, as while an update rolls, and does what its players do. Needs the git history; takes about ten minutes.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const baseline = JSON.parse(readFileSync(path.join(root, 'db/migrations/baseline.json'), 'utf8'))
const commit = process.argv[2] ?? baseline.commit
const [PORT, OLD_PORT] = [3_940, 3_941]
const READY_MS = 600_000

const folder = mkdtempSync(path.join(os.tmpdir(), 'sectorwars-upgrade-'))
// When run as root, the database's own user must be able to enter.
chmodSync(folder, 0o755)
const old = path.join(folder, 'old')
const dataDir = path.join(folder, 'data')
const run = (title, cwd, program, ...args) => {
  console.log(title)
  execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Starts a built version and waits until it is ready. */
async function start(from, port, env) {
  const server = spawn(process.execPath, ['--enable-source-maps', 'build/server/main.js'], {
    cwd: from,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: String(port) },
      // One installation has one address, which its tokens name.
      ...{ PUBLIC_URL: `http://localhost:${PORT}`, SIGN_UPS_PER_HOUR: '1000', DATA_DIR: dataDir },
      ...{ PAYPAL_SIMULATOR_PORT: String(port + 50), ...env },
    },
  })
  server.stdout.pipe(process.stdout)
  const ended = once(server, 'exit')
  const url = `http://localhost:${port}`
  const deadline = Date.now() + READY_MS
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`${from} does not become ready`)
    await delay(300)
  }
  return {
    url,
    stop: async () => {
      server.kill('SIGTERM')
      assert.equal((await ended)[0], 0, 'it stops cleanly')
    },
  }
}

async function ask(url, method, address, { token, body } = {}) {
  const answer = await fetch(`${url}/api/v1${address}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  assert.ok(answer.ok, `${method} ${address}: ${answer.status} ${await answer.clone().text()}`)
  return answer.json()
}

/** What players and visitors see of the world, as far as it does not move by itself. */
async function readWorld(url, accounts) {
  const { items } = await ask(url, 'GET', '/regions')
  const regions = []
  for (const { name } of items) {
    const {
      name: same,
      displayName,
      status,
      governanceType,
      taxRate,
    } = await ask(url, 'GET', `/regions/${name}`)
    regions.push({ same, displayName, status, governanceType, taxRate })
  }
  const people = []
  for (const { email, password } of accounts) {
    const { accessToken: token } = await ask(url, 'POST', '/auth/token', { body: { email, password } })
    const { id, callsign } = await ask(url, 'GET', '/me', { token })
    people.push({ id, callsign })
  }
  return { regions, people }
}

async function programOf(url) {
  const name = `upgrade-${crypto.randomUUID().slice(0, 8)}`
  const account = { email: `${name}@example.com`, callsign: name, password: crypto.randomUUID() }
  await ask(url, 'POST', '/auth/register', { body: account })
  const { email, password } = account
  return ask(url, 'POST', '/auth/token', { body: { email, password } })
}

let running = []
try {
  run(`The release: ${commit}`, root, 'git', 'worktree', 'add', '--detach', old, commit)
  const lockOf = (at) => readFileSync(path.join(at, 'package-lock.json'), 'utf8')
  if (lockOf(old) === lockOf(root))
    symlinkSync(path.join(root, 'node_modules'), path.join(old, 'node_modules'))
  else run('Its dependencies', old, 'npm', 'ci', '--no-audit', '--no-fund')
  run('Building it', old, process.execPath, 'scripts/build.mjs')
  if (!existsSync(path.join(root, 'build/server/main.js')))
    run('Building this version', root, process.execPath, 'scripts/build.mjs')

  console.log('The release makes its world')
  const before = await start(old, PORT, { DEMO: '1', DEMO_DAYS: '4' })
  running.push(before)
  const { admin, governors, citizens } = JSON.parse(
    readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8'),
  )
  const accounts = [admin, ...governors, ...citizens.slice(0, 3)]
  const world = await readWorld(before.url, accounts)
  assert.ok(world.regions.length > 2 && world.people.length > 5)
  const program = await programOf(before.url)
  running = []
  await before.stop()

  console.log('This version takes it over')
  const after = await start(root, PORT, { DEMO: '1', DEMO_DAYS: '4', PROCESSES: '2' })
  running.push(after)
  assert.deepEqual(await readWorld(after.url, accounts), world)
  const renewed = await ask(after.url, 'POST', '/auth/refresh', {
    body: { refreshToken: program.refreshToken },
  })

  console.log('The release runs beside it on the new schema')
  const kept = (file) => readFileSync(path.join(dataDir, file), 'utf8').trim()
  const login = `sectorwars:${kept('postgres/postgres-password')}`
  const beside = await start(old, OLD_PORT, {
    ...{ ROLES: 'web', DEMO: '0', PROCESSES: '2', DATA_DIR: path.join(folder, 'old-data') },
    ...{ APP_SECRET: kept('app-secret'), PAYPAL_SIMULATOR_URL: `http://localhost:${PORT + 50}` },
    DATABASE_URL: `postgres://${login}@127.0.0.1:${kept('postgres/postgres-port')}/sectorwars`,
  })
  running.push(beside)
  assert.deepEqual(await readWorld(beside.url, accounts), world)
  // Tokens of either go on at the other.
  const again = await ask(beside.url, 'POST', '/auth/refresh', {
    body: { refreshToken: renewed.refreshToken },
  })
  await ask(after.url, 'GET', '/me', { token: again.accessToken })
  const made = await programOf(beside.url)
  await ask(beside.url, 'PUT', '/me/mail-preferences', { token: made.accessToken, body: { enabled: [] } })
  await ask(after.url, 'POST', '/auth/refresh', { body: { refreshToken: made.refreshToken } })
  run('Its example trader earns there', old, process.execPath, 'docs/examples/trader.mjs', beside.url)
  run('And here', root, process.execPath, 'docs/examples/trader.mjs', after.url)
  running = [after]
  await beside.stop()
  running = []
  await after.stop()
  console.log(
    `Upgraded from ${commit}: ${world.regions.length} regions and ${world.people.length} accounts as they were.`,
  )
} finally {
  for (const server of running.reverse()) await server.stop().catch((error) => console.error(error))
  execFileSync('git', ['worktree', 'remove', '--force', old], { cwd: root, stdio: 'ignore' })
  rmSync(folder, { recursive: true, force: true })
}
