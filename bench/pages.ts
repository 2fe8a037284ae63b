import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type ServerProcess } from '../e2e/server-process.ts'
import { cpuMsOf } from './cpu-time.ts'
import { ask, measured, measureLoad, type Ask, type LoadResult } from './load.ts'
import { ms, type BenchRow } from './report.ts'
import { demoGovernor, logIn, platformUrlOf } from './visitor.ts'

const WATCHERS = 50
const HURRIED = 20
const REQUESTS = 900
const FLOOR_SHARE = 0.6

/** Pages and procedures of a started server under load, each beside `/healthz` or a floor under the same load. */
export async function benchPages(server: ServerProcess, dataDir: string): Promise<BenchRow[]> {
  const governor = demoGovernor(dataDir)
  const cookie = await logIn(server, governor)
  const as = asker(server, cookie)
  const overview = as(`/governor/${governor.region}`)
  const districts = as('/api/v1/nexus/districts')
  await measureLoad(overview, { concurrency: 4, requests: 300 })
  await measureLoad(districts, { concurrency: 4, requests: 60 })
  return [
    ...(await benchWatchers(as('/healthz'), { overview, districts })),
    ...(await benchHurried(as('/healthz'), { overview, districts })),
    await benchStranger(server),
    await benchProcedure(as, dataDir, cookie),
  ]
}

/** Asks for one address as `cookie`, from many addresses because limits are per address. */
const asker = (server: ServerProcess, cookie: string) => {
  let asked = 0
  return (address: string) => () =>
    ask(`${server.url}${address}`, { cookie, 'x-forwarded-for': `198.51.100.${1 + (asked++ % 200)}` })
}

type Asked = { overview: Ask; districts: Ask }

const shown = ({ p50Ms, p95Ms, perSecond }: LoadResult) =>
  `${ms(p95Ms)} (p50 ${ms(p50Ms)}, ${Math.round(perSecond)}/s)`

async function benchWatchers(healthz: Ask, { overview, districts }: Asked): Promise<BenchRow[]> {
  const load = { concurrency: WATCHERS, requests: WATCHERS * 12, pauseMs: 1_000 }
  const reference = await measured(healthz, load)
  const row = (what: string, result: LoadResult, goalMs: number): BenchRow => ({
    what: `${what}, ${WATCHERS} users, a view a second each, p95`,
    measured: shown(result),
    reference: `${shown(reference)}, /healthz under the same load`,
    goal: { text: `at most ${goalMs} ms`, reached: result.p95Ms <= goalMs },
  })
  return [
    row('dashboard overview', await measured(overview, load), 100),
    row('district list', await measured(districts, load), 100),
  ]
}

async function benchHurried(healthz: Ask, { overview, districts }: Asked): Promise<BenchRow[]> {
  const load = { concurrency: HURRIED, requests: REQUESTS }
  const reference = await measured(healthz, load)
  const row = (what: string, result: LoadResult, goal: number | null): BenchRow => ({
    what: `${what}, ${HURRIED} users who never wait`,
    measured: `${Math.round(result.perSecond)}/s (p95 ${ms(result.p95Ms)})`,
    reference: `${Math.round(reference.perSecond)}/s, /healthz under the same load`,
    goal: goal === null ? null : { text: `at least ${goal}/s`, reached: result.perSecond >= goal },
  })
  return [
    row('dashboard overview', await measured(overview, load), 120),
    row('district list', await measured(districts, load), null),
  ]
}

/** CPU time that the server needs for a page which it keeps for those without a cookie. */
async function benchStranger(server: ServerProcess): Promise<BenchRow> {
  const stranger = (address: string) => () => ask(`${server.url}${address}`, { 'accept-encoding': 'br' })
  const cpuPerRequest = async (address: string) => {
    await measureLoad(stranger(address), { concurrency: 4, requests: 100 })
    const before = cpuMsOf(server.pid)
    await measured(stranger(address), { concurrency: 4, requests: 1_500 })
    return (cpuMsOf(server.pid) - before) / 1_500
  }
  const reference = await cpuPerRequest('/healthz')
  const result = await cpuPerRequest('/regions')
  return {
    what: 'page without a cookie, CPU time of the server',
    measured: `${result.toFixed(2)} ms`,
    reference: `${reference.toFixed(2)} ms, /healthz`,
    goal: { text: 'at most 1 ms', reached: result <= 1 },
  }
}

/** A procedure with a session, beside a bare server that runs as many statements. */
async function benchProcedure(
  as: (address: string) => Ask,
  dataDir: string,
  cookie: string,
): Promise<BenchRow> {
  const input = encodeURIComponent(JSON.stringify({ name: 'a-name-nobody-has' }))
  const procedure = as(`/trpc/billing.checkName?input=${input}`)
  const load = { concurrency: HURRIED, requests: 3_000 }
  await measureLoad(procedure, { concurrency: 4, requests: 300 })
  const floor = await openFloor(platformUrlOf(dataDir))
  const bare = () => ask(floor.url, { cookie })
  try {
    await measureLoad(bare, { concurrency: 4, requests: 300 })
    const reference = await measured(bare, load)
    const result = await measured(procedure, load)
    const share = result.perSecond / reference.perSecond
    return {
      what: 'tRPC read with a session',
      measured: `${Math.round(result.perSecond)}/s, ${Math.round(share * 100)}% of the reference`,
      reference: `${Math.round(reference.perSecond)}/s, node:http and pg with the same number of statements`,
      goal: { text: `aim: ${FLOOR_SHARE * 100}%`, reached: share >= FLOOR_SHARE },
    }
  } finally {
    await floor.close()
  }
}

async function openFloor(connectionString: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/floor.ts', connectionString], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    url: `http://127.0.0.1:${port.toString().trim()}/`,
    close: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}
