import { readFileSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { startServer, type ServerProcess } from '../e2e/server-process.ts'
import { simulatorPortOf } from '../e2e/world.ts'
import { benchClose } from './closing.ts'
import { median } from './load.ts'
import { benchPages } from './pages.ts'
import { benchPhone } from './phone.ts'
import { ms, type BenchRow } from './report.ts'
import { benchTabs } from './tabs.ts'
import { connectTo, post } from './visitor.ts'

const PORT = 3950
/** All load comes from one client. */
const FOR_ONE_CLIENT = {
  TRUST_PROXY: '1',
  STREAMS_PER_ADDRESS: '10000',
  REST_REQUESTS_PER_MINUTE: '10000000',
  REQUESTS_PER_MINUTE: '10000000',
}
const PURCHASES = 5
const IDLE_MS = 15_000

/**
 * Measures the running platform of a checkout, by default of this one, with its demo world: purchases, pages under load, what follows
 * a vote and an event, idle memory.
 */
export async function benchPlatform(dir: string, root = process.cwd()): Promise<BenchRow[]> {
  const dataDir = path.join(dir, 'data')
  const started: ServerProcess[] = []
  const start = () => {
    const server = startServer({ port: PORT, dataDir, root, env: FOR_ONE_CLIENT })
    started.push(server)
    return server
  }
  try {
    const first = start()
    await first.ready()
    const rows = [
      await benchPurchase(first, dataDir),
      ...(await benchPages(first, dataDir)),
      await benchTabs(first, dataDir, root),
      ...(root === process.cwd() ? [await benchClose(first, dataDir)] : []),
    ]
    await first.end('SIGTERM')

    const second = start()
    await second.ready()
    rows.push(await benchMemory(second), ...(await benchPhone(second.url)))
    await second.end('SIGTERM')
    rows.push(await benchSecondStart(dataDir, root))
    return rows
  } finally {
    for (const server of started) server.clearAway()
  }
}

/** Runs `npm start` when everything is built and the demo world exists, until `/readyz` answers 200. */
async function benchSecondStart(dataDir: string, root: string): Promise<BenchRow> {
  const times: number[] = []
  const references: number[] = []
  for (let run = 0; run < 3; run++) {
    const began = performance.now()
    const server = startServer({ port: PORT, dataDir, root, command: 'scripts/start.mjs' })
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
  const db = await connectTo(dataDir)
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
  const account = { email: `bench-${run}@example.test`, password: 'copper kettle under rain in June' }
  await post(server, '/api/v1/auth/register', null, { ...account, callsign: `Bench-${run}` })
  const { accessToken } = await post<{ accessToken: string }>(server, '/api/v1/auth/token', null, account)
  return accessToken
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error('the region did not become active within a minute')
    await delay(50)
  }
}
