import { readFileSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startServer, type ServerProcess } from '../e2e/server-process.ts'
import { simulatorPortOf } from '../e2e/world.ts'
import { measureLoad, median } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const PORT = 3950
const USERS = 20
/** People look at a page for a second before the next request; programs never wait and show the maximum load. */
const LOADS = [
  { users: `${USERS} users, a view a second each`, load: { pauseMs: 1_000 }, goalMs: 150 },
  { users: `${USERS} users who never wait`, load: {}, goalMs: null },
]
const PURCHASES = 5
const IDLE_MS = 15_000

type DemoAccounts = { governors: { email: string; password: string; region: string }[] }

/** Measures the running platform with its demo world: purchases, pages under load, idle memory. */
export async function benchPlatform(dir: string): Promise<BenchRow[]> {
  const dataDir = path.join(dir, 'platform')
  const started: ServerProcess[] = []
  const start = () => {
    const server = startServer({ port: PORT, dataDir, env: { TRUST_PROXY: '1' } })
    started.push(server)
    return server
  }
  try {
    const first = start()
    await first.ready()
    const rows = [await benchPurchase(first, dataDir), ...(await benchPages(first, dataDir))]
    await first.end('SIGTERM')

    const second = start()
    await second.ready()
    rows.push(await benchMemory(second))
    await second.end('SIGTERM')
    rows.push(await benchSecondStart(dataDir))
    return rows
  } finally {
    for (const server of started) server.clearAway()
  }
}

/** Runs `npm start` when everything is built and the demo world exists, until `/readyz` answers 200. */
async function benchSecondStart(dataDir: string): Promise<BenchRow> {
  const times: number[] = []
  const references: number[] = []
  for (let run = 0; run < 3; run++) {
    const began = performance.now()
    const server = startServer({ port: PORT, dataDir, command: 'scripts/start.mjs' })
    await server.ready()
    times.push(performance.now() - began)
    await server.end('SIGTERM')
    const bare = performance.now()
    spawnSync(process.execPath, ['-e', ''])
    references.push(performance.now() - bare)
  }
  const measured = median(times)
  return {
    what: 'second start, command to ready, median of 3',
    measured: ms(measured),
    reference: `${ms(median(references))}, a bare Node process from start to end`,
    goal: { text: 'under 5 s', reached: measured < 5_000 },
  }
}

/** Time from the paid webhook in the inbox until the region is active, by the database's clock. */
async function benchPurchase(server: ServerProcess, dataDir: string): Promise<BenchRow> {
  const db = await connect(dataDir)
  try {
    for (let run = 0; run < PURCHASES; run++) {
      const token = await newPlayer(server, run)
      const checkout = await post<{ id: string; approvalUrl: string }>(
        server,
        '/api/v1/subscriptions',
        token,
        {
          plan: 'regional_owner',
          regionName: `bench-region-${run}`,
          displayName: `Bench ${run}`,
          governanceType: 'autocracy',
        },
      )
      const { rows } = await db.query<{ id: string }>(
        'select paypal_subscription_id as id from subscriptions where id = $1',
        [checkout.id],
      )
      const simulator = `http://localhost:${simulatorPortOf(PORT)}`
      const approved = await fetch(`${simulator}/simulator/api/subscriptions/${rows[0]?.id}/approve`, {
        method: 'POST',
      })
      if (!approved.ok) throw new Error(`the simulator refused: ${await approved.text()}`)
      await until(async () => {
        const region = await fetch(`${server.url}/api/v1/regions/bench-region-${run}`)
        return region.ok && ((await region.json()) as { status: string }).status === 'active'
      })
    }
    const { rows } = await db.query<{ ms: string }>(
      `select extract(epoch from r.activated_at - i.received_at) * 1000 as ms
         from regions r join subscriptions s on s.region_id = r.id
         join paypal_inbox i on i.paypal_subscription_id = s.paypal_subscription_id
        where r.name like 'bench-region-%' and i.event_type = 'PAYMENT.SALE.COMPLETED'`,
    )
    const measured = median(rows.map((row) => Number(row.ms)))
    const reference = await cloneTime(db)
    return {
      what: `paid webhook to region active, median of ${PURCHASES}`,
      measured: ms(measured),
      reference: `${ms(reference)}, CREATE DATABASE … TEMPLATE alone`,
      goal: { text: 'under 2 s', reached: measured < 2_000 },
    }
  } finally {
    await db.end()
  }
}

async function cloneTime(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'sw_template_%' limit 1`,
  )
  const times: number[] = []
  for (let run = 0; run < PURCHASES; run++) {
    const started = performance.now()
    await db.query(`create database bench_clone_${run} template ${rows[0]?.name}`)
    times.push(performance.now() - started)
    await db.query(`drop database bench_clone_${run}`)
  }
  return median(times)
}

async function benchPages(server: ServerProcess, dataDir: string): Promise<BenchRow[]> {
  const accounts = JSON.parse(readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as DemoAccounts
  const governor = accounts.governors[0]
  if (!governor) throw new Error('the demo world has no governor')
  const cookie = await logIn(server, governor)
  let asked = 0
  // One address per user, because limits are per address.
  const ask = (address: string) => () => {
    const from = `198.51.100.${1 + (asked++ % USERS)}`
    return fetch(`${server.url}${address}`, { headers: { cookie, 'x-forwarded-for': from } })
  }
  await measureLoad(ask('/'), { concurrency: 4, requests: 100 })
  const pages: [string, string][] = [
    ['dashboard overview', `/governor/${governor.region}`],
    ['district list', '/api/v1/nexus/districts'],
  ]
  const rows: BenchRow[] = []
  for (const { users, load: pace, goalMs } of LOADS) {
    const load = { concurrency: USERS, requests: 600, ...pace }
    const reference = await measureLoad(ask('/healthz'), load)
    for (const [what, address] of pages) {
      await measureLoad(ask(address), { concurrency: 4, requests: 60 })
      const result = await measureLoad(ask(address), load)
      if (result.failed > 0)
        throw new Error(`${what}: ${result.failed} of ${result.requests} requests failed`)
      rows.push({
        what: `${what}, ${users}, p95`,
        measured: `${ms(result.p95Ms)} (p50 ${ms(result.p50Ms)}, ${Math.round(result.perSecond)}/s)`,
        reference: `${ms(reference.p95Ms)} (${Math.round(reference.perSecond)}/s), /healthz under the same load`,
        goal: goalMs === null ? null : { text: `under ${goalMs} ms`, reached: result.p95Ms < goalMs },
      })
    }
  }
  return rows
}

/** Resident memory of the process that is web and worker, after a start and some idle time. */
async function benchMemory(server: ServerProcess): Promise<BenchRow> {
  await delay(IDLE_MS)
  const measured = residentMib(server.pid)
  const bare = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await delay(1_000)
  const reference = residentMib(bare.pid ?? 0)
  bare.kill()
  return {
    what: 'idle memory of web + worker',
    measured: `${measured} MiB`,
    reference: `${reference} MiB, a bare Node process`,
    goal: { text: 'under 350 MB', reached: measured < 350 },
  }
}

const residentMib = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

async function newPlayer(server: ServerProcess, run: number): Promise<string> {
  const account = { email: `bench-${run}@example.test`, password: 'a long enough bench passphrase' }
  await post(server, '/api/v1/auth/register', null, { ...account, callsign: `Bench-${run}` })
  const { accessToken } = await post<{ accessToken: string }>(server, '/api/v1/auth/token', null, account)
  return accessToken
}

async function post<T>(
  server: ServerProcess,
  address: string,
  token: string | null,
  body: unknown,
): Promise<T> {
  const response = await fetch(`${server.url}${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

async function logIn(server: ServerProcess, account: { email: string; password: string }): Promise<string> {
  const response = await fetch(`${server.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: account.email, password: account.password }),
  })
  const cookie = response.headers.getSetCookie().find((c) => c.startsWith('session='))
  if (!cookie) throw new Error(`log-in answered ${response.status} without a session`)
  return cookie.split(';')[0] ?? ''
}

async function connect(dataDir: string): Promise<pg.Client> {
  const read = (name: string) => readFileSync(path.join(dataDir, 'postgres', name), 'utf8').trim()
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(read('postgres-port')),
    user: 'sectorwars',
    password: read('postgres-password'),
    database: 'sectorwars',
  })
  await client.connect()
  return client
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error('the region did not become active within a minute')
    await delay(50)
  }
}
