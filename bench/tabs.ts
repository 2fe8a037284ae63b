import { get, type ClientRequest } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import path from 'node:path'
import { type Burst, type Haste } from '#app/lib/burst.ts'
import { type ServerProcess } from '../e2e/server-process.ts'
import { ask, percentile, type Ask } from './load.ts'
import { ms, type BenchRow } from './report.ts'
import { addCitizens, connectTo, demoGovernor } from './visitor.ts'

const TABS = 500
/** As `useLiveRevalidation` waits where nothing else is said. */
const SOON: Haste = { quietMs: 250, withinMs: 1_500 }
const GOAL_MS = 2_000
const PATIENCE_MS = 60_000

/**
 * 500 members look at their region's page when one event comes. Each tab has its own event stream and session, waits as the page's script
 * does, and asks for what the page asks for. Measured is the time from the event until the last tab is served.
 */
export async function benchTabs(server: ServerProcess, dataDir: string, root: string): Promise<BenchRow> {
  const wait = await waitOf(root)
  const { region } = demoGovernor(dataDir)
  const db = await connectTo(dataDir)
  try {
    const cookies = await addCitizens(db, region, TABS)
    const { rows } = await db.query<{ id: string }>('select id from regions where name = $1', [region])
    const regionId = rows[0]?.id ?? ''
    const tell = () =>
      db.query(`select pg_notify('sectorwars_events', $1)`, [
        JSON.stringify({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId }),
      ])
    const page = (cookie: string, index: number): Ask => {
      const headers = { ...addressOf(index), cookie, 'accept-encoding': 'br' }
      return () => ask(`${server.url}/regions/${region}.data`, headers)
    }
    const healthz = (_: string, index: number): Ask => {
      const headers = addressOf(index)
      return () => ask(`${server.url}/healthz`, headers)
    }
    const reference = await herd(server, { cookies, regionId, wait, tell, request: healthz })
    const measured = await herd(server, { cookies, regionId, wait, tell, request: page })
    return {
      what: `${TABS} open tabs of members after one event, until the last is served`,
      measured: `${ms(measured.lastMs)} (p50 ${ms(measured.p50Ms)}, each by its own wait included)`,
      reference: `${ms(reference.lastMs)} (p50 ${ms(reference.p50Ms)}), the same tabs asking for /healthz`,
      goal: { text: `within ${GOAL_MS / 1000} s`, reached: measured.lastMs <= GOAL_MS },
    }
  } finally {
    await db.end()
  }
}

/** Makes what a tab does at an event out of its refresh. */
type Wait = (refresh: () => Promise<void>) => () => void

/** How the pages of a checkout wait. Before there was a spread all tabs waited alike. */
async function waitOf(root: string): Promise<Wait> {
  const { createBurst, createSpread = () => (haste: Haste) => haste } = (await import(
    path.join(root, 'app/lib/burst.ts')
  )) as { createBurst(): Burst; createSpread?: (random: () => number) => (haste: Haste) => Haste }
  return (refresh) => {
    const burst = createBurst()
    const spread = createSpread(Math.random)
    burst.join(() => void refresh())
    return () => burst.news(spread(SOON))
  }
}

/** Limits are per address, and members have their own. */
const addressOf = (index: number) => ({
  'x-forwarded-for': `198.51.${100 + Math.floor(index / 250)}.${1 + (index % 250)}`,
})

type Herd = {
  cookies: readonly string[]
  regionId: string
  wait: Wait
  tell: () => Promise<unknown>
  request: (cookie: string, index: number) => Ask
}

async function herd(server: ServerProcess, { cookies, regionId, wait, tell, request }: Herd) {
  const tabs: { close(): void }[] = []
  const served: number[] = []
  let failed = 0
  let toldAt = Infinity
  const serve = (cookie: string, index: number) => async () => {
    const { ok } = await request(cookie, index)()
    if (!ok) failed += 1
    served.push(performance.now() - toldAt)
  }
  try {
    for (const [index, cookie] of cookies.entries()) {
      const headers = { cookie, ...addressOf(index) }
      tabs.push(
        await openTab(`${server.url}/events?regions=${regionId}`, headers, wait(serve(cookie, index))),
      )
    }
    // Whatever the opening caused is over.
    await delay(3_000)
    served.length = 0
    toldAt = performance.now()
    await tell()
    const deadline = toldAt + PATIENCE_MS
    while (served.length < cookies.length) {
      if (performance.now() > deadline)
        throw new Error(`${served.length} of ${cookies.length} tabs were served`)
      await delay(10)
    }
  } finally {
    for (const tab of tabs) tab.close()
  }
  if (failed > 0) throw new Error(`${failed} of ${cookies.length} tabs were refused`)
  served.sort((a, b) => a - b)
  return { lastMs: served.at(-1) ?? 0, p50Ms: percentile(served, 0.5) }
}

/** One tab: its stream is open when this resolves. */
function openTab(
  url: string,
  headers: Record<string, string>,
  onEvent: () => void,
): Promise<{ close(): void }> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = get(url, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200)
        return reject(new Error(`a stream was refused: ${response.statusCode}`))
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        if (text.includes('event: open')) resolve({ close: () => request.destroy() })
        else if (text.startsWith('data: ')) onEvent()
      })
      response.on('error', () => undefined)
    })
    request.on('error', reject)
  })
}
