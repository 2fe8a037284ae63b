import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { hasRedis, startRedisServer, type RedisServer } from '#server/testing/redis-server.ts'
import { hasNginx, startNginx } from './nginx.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { newcomer, PORT } from './world.ts'

const LANES = 30
const WEBS = [PORT + 17, PORT + 18] as const
const WORKER = PORT + 16
const PROXY = PORT + 19

let folder = ''
let redis: RedisServer | null = null
const launched: ServerProcess[] = []

test.afterEach(async () => {
  for (const server of launched.splice(0).reverse()) {
    await server.end('SIGTERM')
    server.clearAway()
  }
  await redis?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** One worker that has the database, and web processes beside it. */
async function startInstallation(redisUrl: string) {
  const dataDir = path.join(folder, 'data')
  const shared = {
    ...{ REDIS_URL: redisUrl, PUBLIC_URL: `http://localhost:${PROXY}`, PROCESSES: '3', DEMO: '0' },
    ...{ TRUST_PROXY: '1', PAYPAL_SIMULATOR_URL: 'http://127.0.0.1:9', REST_REQUESTS_PER_MINUTE: '1000000' },
  }
  const launch = async (port: number, own: string, env: Record<string, string>) => {
    const server = startServer({ port, dataDir: own, env: { ...shared, ...env } })
    launched.push(server)
    await server.ready()
    return server
  }
  await launch(WORKER, dataDir, { ROLES: 'worker', WORKER_HEALTH_PORT: String(WORKER) })
  const kept = async (file: string) => (await readFile(path.join(dataDir, file), 'utf8')).trim()
  const login = `sectorwars:${await kept('postgres/postgres-password')}`
  const DATABASE_URL = `postgres://${login}@127.0.0.1:${await kept('postgres/postgres-port')}/sectorwars`
  const env = { ROLES: 'web', DATABASE_URL, APP_SECRET: await kept('app-secret') }
  return (web: (typeof WEBS)[number]) => launch(web, path.join(folder, `web-${web}`), env)
}

/** Asks for pages and changes something, in many lanes, until it is told to stop. Tells what was not answered with success. */
function startLoad(url: string, token: string) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const requests: (readonly [string, RequestInit])[] = [
    ['/regions', {}],
    ['/api/v1/me', { headers }],
    ['/api/v1/me/mail-preferences', { method: 'PUT', headers, body: JSON.stringify({ enabled: [] }) }],
    [
      '/api/v1/auth/revoke',
      { method: 'POST', headers, body: JSON.stringify({ refreshToken: 'x'.repeat(43) }) },
    ],
  ]
  let isOver = false
  let asked = 0
  const failures: string[] = []
  const lane = async (first: number) => {
    for (let n = first; !isOver; n += 1) {
      const [address, init] = requests[n % requests.length] ?? ['/', {}]
      asked += 1
      const failed = await fetch(`${url}${address}`, init).then(
        async (answer) => {
          const text = await answer.text()
          return answer.ok ? null : `${answer.status} ${text.slice(0, 200)}`
        },
        (error: unknown) => String(error),
      )
      if (failed !== null) failures.push(`${init.method ?? 'GET'} ${address}: ${failed}`)
    }
  }
  const lanes = Promise.all(Array.from({ length: LANES }, (_, n) => lane(n)))
  return async () => {
    isOver = true
    await lanes
    return { asked, failures }
  }
}

test('a rolling update under load leaves no request unanswered', async () => {
  test.skip(!hasNginx || !hasRedis, 'needs nginx and a Redis')
  test.setTimeout(600_000)
  folder = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-rolling-'))
  // When run as root, the database's own user must be able to enter; otherwise it would leave its data behind.
  await chmod(folder, 0o755)
  redis = await startRedisServer()
  const startWeb = await startInstallation(redis.url)
  let webs = [await startWeb(WEBS[0]), await startWeb(WEBS[1])]
  const nginx = await startNginx({ folder: path.join(folder, 'nginx'), port: PROXY, webs: WEBS })
  try {
    const post = async (address: string, body: object) => {
      const answer = await fetch(`${nginx.url}/api/v1${address}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(answer.status).toBe(200)
      return (await answer.json()) as { accessToken: string }
    }
    const { email, callsign, password } = newcomer()
    await post('/auth/register', { email, callsign, password })
    const { accessToken } = await post('/auth/token', { email, password })

    const stopLoad = startLoad(nginx.url, accessToken)
    const updated: ServerProcess[] = []
    for (const [index, port] of WEBS.entries()) {
      expect(await webs[index]?.end('SIGTERM')).toBe(0)
      updated.push(await startWeb(port))
    }
    webs = updated
    const { asked, failures } = await stopLoad()
    expect(failures).toEqual([])
    expect(asked).toBeGreaterThan(200)
  } finally {
    await nginx.stop()
  }
})
