import { randomUUID } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { openGalaxyDatabase, type GalaxyPool } from '#db/client.ts'
import { databaseClock } from '#server/clock.ts'
import { createWarpGraph, findRoute } from '#server/domain/galaxy/route-finding.ts'
import { generateNexus } from '#server/domain/nexus/generate-nexus.ts'
import { readEnv } from '#server/env.ts'
import { createLog } from '#server/log.ts'
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts'
import { createRuntime, type Runtime } from '#server/runtime.ts'
import { type Actor, type Ctx } from '#server/services/context.ts'
import { enterRegion } from '#server/services/space/enter-region.ts'
import { getMySector } from '#server/services/space/get-my-sector.ts'
import { placeOrder } from '#server/services/trade/place-order.ts'
import { quoteTrade } from '#server/services/trade/quote-trade.ts'
import { findMarkets, type FoundMarket } from '#server/testing/make-trader.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { atARate, measured, percentile, type LoadResult } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const TRADERS = 100
const RATE = { lanes: 20, perSecond: 200 }
const SECONDS = 5
const READINGS = { concurrency: 4, requests: 1_000 }
const ROUTES = 500

type Town = { runtime: Runtime; galaxy: GalaxyPool; traders: Ctx[]; regionName: string }

/** Orders at a steady rate at one port and all over a region, and what pilots read: each beside what the database takes alone. */
export async function benchTrading(dir: string): Promise<BenchRow[]> {
  const server = await startEmbeddedPostgres({ dir: path.join(dir, 'server'), log: () => undefined })
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  await admin.query('create database bench')
  await admin.end()
  const runtime = await createRuntime({
    env: readEnv({ DATA_DIR: dir, DEMO: '0', LOG_LEVEL: 'silent' }),
    platformUrl: server.url('bench'),
    log: createLog('silent'),
    root: process.cwd(),
  })
  const opened: { close(): Promise<void> }[] = []
  try {
    const town = await makeTown(runtime, async (galaxyId) => {
      const { rows } = await runtime.pool.query<{ name: string }>(
        'select database_name as name from galaxies where id = $1',
        [galaxyId],
      )
      const url = server.url(rows[0]?.name ?? '')
      const handle = openGalaxyDatabase(url, { max: 4, applicationName: 'bench' })
      opened.push(handle)
      return handle.db
    })
    return [...(await benchOrders(town)), ...(await benchReadings(town)), benchRoutes()]
  } finally {
    for (const handle of opened) await handle.close()
    await runtime.close()
    await server.stop()
  }
}

/** A region with pilots who are docked, each with what fills a hold. */
async function makeTown(runtime: Runtime, galaxyOf: (id: string) => Promise<GalaxyPool>): Promise<Town> {
  const home = {
    db: runtime.db,
    clock: databaseClock,
    ctx: (actor?: Actor) => runtime.ctx(actor ?? { kind: 'anonymous' }),
    galaxy: galaxyOf,
  }
  const { region } = await makeRegion(home, { withGalaxy: true })
  const traders: Ctx[] = []
  for (let n = 0; n < TRADERS; n++) {
    const ctx = runtime.ctx(await makeUser(home, { callsign: `Bench-${n}` }))
    await enterRegion(ctx, { region: region.name })
    traders.push(ctx)
  }
  return { runtime, galaxy: await galaxyOf(region.galaxyId ?? ''), traders, regionName: region.name }
}

async function benchOrders(town: Town): Promise<BenchRow[]> {
  const makers = await findMarkets(town.galaxy, { role: 'sells' })
  const [first] = makers
  if (!first) throw new Error('the region makes nothing')
  await town.galaxy.$client.query(
    'create table bench_receipts (port_id int, commodity text, stock int, at timestamptz)',
  )
  const reference = await atARate(orders(), () => bareOrder(town.galaxy), RATE)
  const beside = `${ms(reference.p95Ms)} (${Math.round(reference.perSecond)}/s), one stock updated and one receipt inserted at the same rate`
  return [
    orderRow('at one port', await trade(town, () => first), beside),
    orderRow('over a region', await trade(town, (n) => makers[n % makers.length] ?? first), beside),
  ]
}

const orders = () => Array.from({ length: RATE.perSecond * SECONDS }, (_, n) => n)

/** Every pilot buys one unit at a time where they are put. */
async function trade({ galaxy, traders }: Town, marketOf: (trader: number) => FoundMarket) {
  const markets = traders.map((_, n) => marketOf(n))
  for (const [n, { actor }] of traders.entries())
    await galaxy.$client.query('update pilots set sector_id = $1, docked = true where user_id = $2', [
      markets[n]?.sectorId,
      actor.kind === 'user' ? actor.userId : null,
    ])
  return atARate(
    orders(),
    async (n) => {
      const [ctx, market] = [traders[n % TRADERS], markets[n % TRADERS]]
      if (!ctx || !market) throw new Error('no such trader')
      const { portId, commodity } = market
      const wish = { portId, commodity, side: 'buy', quantity: 1 } as const
      const { outcome } = await placeOrder(ctx, { ...wish, orderId: randomUUID(), worstNet: 1_000 })
      if (outcome !== 'filled') throw new Error(`the order was ${outcome}`)
    },
    RATE,
  )
}

/** What the database cannot do without: the market's row and a receipt, in one transaction. */
const bareOrder = (galaxy: GalaxyPool) =>
  galaxy.$client.query(
    `with market as (
       update port_markets set stock = stock where (port_id, commodity) =
         (select port_id, commodity from port_markets order by port_id, commodity limit 1)
       returning port_id, commodity, stock, now())
     insert into bench_receipts select * from market`,
  )

type Measured = Pick<LoadResult, 'p50Ms' | 'p95Ms' | 'perSecond'>

const orderRow = (where: string, { p50Ms, p95Ms, perSecond }: Measured, reference: string): BenchRow => ({
  what: `orders ${where}, ${RATE.perSecond}/s for ${SECONDS} s, p95`,
  measured: `${ms(p95Ms)} (p50 ${ms(p50Ms)}, ${Math.round(perSecond)}/s)`,
  reference,
  goal: {
    text: `${RATE.perSecond}/s, p95 under 50 ms`,
    reached: p95Ms < 50 && perSecond > RATE.perSecond * 0.95,
  },
})

/** A pilot's sector and a quote, without pages and HTTP. */
async function benchReadings({ galaxy, traders }: Town): Promise<BenchRow[]> {
  const ctxOf = (n: number): Ctx => {
    const ctx = traders[n % TRADERS]
    if (!ctx) throw new Error('no such trader')
    return ctx
  }
  const [market] = await findMarkets(galaxy, { role: 'sells' })
  if (!market) throw new Error('the region makes nothing')
  await galaxy.$client.query('update pilots set sector_id = $1', [market.sectorId])
  const bare = await read(() => galaxy.$client.query('select * from sectors where id = 1'))
  const { portId, commodity } = market
  const wish = { portId, commodity, side: 'buy', quantity: 10 } as const
  const rows = [
    ['a pilot’s sector', await read((n) => getMySector(ctxOf(n), { pilotsPage: 1 }))],
    ['a quote', await read((n) => quoteTrade(ctxOf(n), wish))],
  ] as const
  return rows.map(([what, { p50Ms, p95Ms, perSecond }]) => ({
    what: `${what} by the verb, ${READINGS.concurrency} readers who never wait, p95`,
    measured: `${p95Ms.toFixed(1)} ms (p50 ${p50Ms.toFixed(1)} ms, ${Math.round(perSecond)}/s)`,
    reference: `${bare.p95Ms.toFixed(1)} ms (p50 ${bare.p50Ms.toFixed(1)} ms), one row by its key`,
    goal: { text: 'p95 under 50 ms', reached: p95Ms < 50 },
  }))
}

function read(work: (n: number) => Promise<unknown>): Promise<LoadResult> {
  let n = 0
  const once = async () => {
    await work(n++)
    return { ok: true }
  }
  return measured(once, READINGS)
}

/** Routes between sectors all over the Nexus, on the graph that a process keeps. */
function benchRoutes(): BenchRow {
  const { sectors, warps } = generateNexus({ seed: 'bench' })
  const graph = createWarpGraph(warps)
  const pairs = Array.from({ length: ROUTES }, (_, n): [number, number] => [
    1 + ((n * 2_477) % sectors.length),
    1 + ((n * 4_001 + 999) % sectors.length),
  ])
  const timesOf = (work: (from: number, to: number) => void) =>
    pairs
      .map(([from, to]) => {
        const began = performance.now()
        work(from, to)
        return performance.now() - began
      })
      .sort((a, b) => a - b)
  const times = timesOf((from, to) => findRoute(graph, from, to))
  const reference = timesOf(() => graph.targets.forEach((target, warp) => graph.kinds[warp] ?? target))
  const p95 = percentile(times, 0.95)
  return {
    what: `a route over ${sectors.length.toLocaleString('en')} sectors in process, p95 of ${ROUTES}`,
    measured: `${p95.toFixed(2)} ms (p50 ${percentile(times, 0.5).toFixed(2)} ms)`,
    reference: `${percentile(reference, 0.95).toFixed(2)} ms, one look at each of its ${warps.length.toLocaleString('en')} warps`,
    goal: { text: 'p95 under 5 ms', reached: p95 < 5 },
  }
}
