import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { withDatabase } from './platform-database.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { type DemoAccounts, PORT } from './world.ts'

let dataDir = ''
const launched: ServerProcess[] = []

function launch(options: Parameters<typeof startServer>[0]): ServerProcess {
  const server = startServer(options)
  launched.push(server)
  return server
}

test.beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-start-'))
  // When run as root, the database's own user must be able to enter; otherwise it would leave its data behind.
  await chmod(dataDir, 0o755)
})
test.afterEach(async () => {
  for (const server of launched.splice(0)) server.clearAway()
  await rm(dataDir, { recursive: true, force: true })
})

test('an empty platform prints a one-time link for its first administrator, stops cleanly and recovers from kill -9', async () => {
  const port = PORT + 10
  const start = () => launch({ port, dataDir, env: { DEMO: '0' } })
  const first = start()
  await first.ready()
  expect(first.output()).toMatch(new RegExp(`http://localhost:${port}/admin-invite/[\\w-]{20,}`))
  // Longer than a proxy keeps idle connections.
  const { headers } = await fetch(`http://localhost:${port}/healthz`)
  expect(headers.get('keep-alive')).toBe('timeout=75')
  expect(await first.end('SIGINT')).toBe(0)

  const second = start()
  await second.ready()
  await second.end('SIGKILL')

  const third = start()
  await third.ready()
  expect(await third.end('SIGTERM')).toBe(0)
})

test('Ctrl-C stops `npm start` and its children, and a killed start script leaves no server behind', async () => {
  test.setTimeout(240_000)
  const start = (command: 'npm start' | 'scripts/start.mjs') =>
    launch({ port: PORT + 5, dataDir, env: { DEMO: '0' }, command })
  const first = start('npm start')
  await first.ready()
  // npm itself dies of the signal; a free port shows that everything else has ended.
  await first.interrupt()

  const second = start('scripts/start.mjs')
  await second.ready()
  await second.end('SIGKILL')

  const third = start('scripts/start.mjs')
  await third.ready()
  expect(await third.interrupt()).toBe(0)
})

test('a second start on the same folder, or one with another secret, is refused and leaves the first alone', async () => {
  const env = { DEMO: '0' }
  const first = launch({ port: PORT + 12, dataDir, env })
  await first.ready()
  const second = launch({ port: PORT + 14, dataDir, env })
  expect(await second.exited).toBe(1)
  expect(second.output()).toContain('already running on this data folder')
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  expect(await first.end('SIGTERM')).toBe(0)

  const stranger = launch({ port: PORT + 12, dataDir, env: { ...env, APP_SECRET: 'x'.repeat(32) } })
  expect(await stranger.exited).toBe(1)
  expect(stranger.output()).toContain('made with another secret')
  const again = launch({ port: PORT + 12, dataDir, env })
  await again.ready()
  expect(await again.end('SIGTERM')).toBe(0)
})

test('an interrupted demo world is rebuilt once, and later starts keep it', async ({ request }) => {
  test.setTimeout(600_000)
  const port = PORT + 40
  const start = () => launch({ port, dataDir, env: { DEMO_DAYS: '4' } })
  const people = () => expect.poll(async () => (await users()).length, { timeout: 300_000 })
  const left = start()
  await people().toBeGreaterThan(9)
  expect(await left.end('SIGINT')).toBe(0)
  expect(left.output()).not.toMatch(/"level":[456]0/)

  const first = start()
  await expect.poll(() => first.output(), { timeout: 300_000 }).toContain('left half made')
  await people().toBeGreaterThan(9)
  await first.end('SIGKILL')

  const second = start()
  await second.ready()
  expect(second.output()).toContain('left half made')
  const accounts = await demoAccounts()
  const everybody = [accounts.admin, ...accounts.governors, ...accounts.citizens]
  const found = await users()
  expect(found.map(({ email }) => email)).toEqual(everybody.map(({ email }) => email).sort())
  expect(Math.max(...found.map(({ age }) => age))).toBe(4)
  const api = `http://localhost:${port}/api/v1`
  const statusOf = async (region = '') =>
    ((await (await request.get(`${api}/regions/${region}`)).json()) as { status: string }).status
  for (const { region } of accounts.governors) expect(await statusOf(region)).toBe('active')
  const logIn = async () => {
    for (const { email, password } of [accounts.admin, ...accounts.governors])
      expect((await request.post(`${api}/auth/token`, { data: { email, password } })).status()).toBe(200)
  }
  await logIn()
  expect(await second.end('SIGTERM')).toBe(0)

  const third = start()
  await third.ready()
  expect(third.output()).not.toContain('making the demo world')
  expect(await demoAccounts()).toEqual(accounts)
  expect(await users()).toHaveLength(everybody.length)
  await logIn()
  expect(await third.end('SIGTERM')).toBe(0)
})

test('a busy port stops the start with a clear message', async () => {
  const port = PORT + 20
  const other = createServer().listen(port, '127.0.0.1')
  const server = launch({ port, dataDir, env: { DEMO: '0' } })
  expect(await server.exited).toBe(1)
  expect(server.output()).toContain(`Port ${port} is in use`)
  other.close()
})

test('rate-limited users see when to try again, on new and on open pages', async ({ page }) => {
  test.setTimeout(150_000)
  const port = PORT + 25
  const limit = 20
  const server = launch({ port, dataDir, env: { DEMO: '0', REQUESTS_PER_MINUTE: String(limit) } })
  await server.ready()
  const address = `http://localhost:${port}`
  await page.goto(`${address}/pricing`)
  // Used up at the beginning of a minute: what follows takes a part of it.
  const secondsToWait = async () => {
    const asked = await page.request.get(`${address}/api/v1/status/health`)
    return asked.status() === 429 ? Number(asked.headers()['retry-after']) : 0
  }
  await expect.poll(secondsToWait, { intervals: [0], timeout: 75_000 }).toBeGreaterThan(35)
  const told = page.getByRole('main').getByText(/Try again in \d+ seconds\./)

  await page.getByRole('navigation').getByRole('link', { name: 'Regions' }).first().click()
  await expect(page.getByRole('heading', { name: 'Too many requests' })).toBeVisible()
  await expect(told).toBeVisible()
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page).toHaveTitle(/Too many requests/)
  await expect(told).toBeVisible()

  const asked = await page.request.get(`${address}/regions.data`)
  expect([asked.status(), asked.headers()['cache-control']]).toEqual([429, 'no-store'])
  expect(Number(asked.headers()['retry-after'])).toBeGreaterThan(0)
})

test('all invalid settings are reported with the expected values', async () => {
  const server = launch({ port: PORT + 30, dataDir, env: { DEMO: 'maybe', REDIS_URL: 'nowhere' } })
  expect(await server.exited).toBe(1)
  expect(server.output()).toContain('DEMO="maybe": expected 0 or 1')
  expect(server.output()).toContain('REDIS_URL')
})

const demoAccounts = async () =>
  JSON.parse(await readFile(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as DemoAccounts

type User = { email: string; age: number }

/** All accounts, with their age in days; none until the database exists. */
const users = async (): Promise<User[]> => {
  const found = withDatabase(
    'sectorwars',
    (client) =>
      client.query<User>(
        `select email, round(extract(epoch from now() - created_at) / 86400)::int as age
           from users order by email collate "C"`,
      ),
    dataDir,
  )
  return found.then(({ rows }) => rows).catch(() => [])
}
