import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** How a call to a galaxy ended: `refused` by the rules of the game, `unavailable` without an answer. */
export type CallOutcome = 'ok' | 'refused' | 'unavailable' | 'failed'

export type PoolUse = { open: number; idle: number; waiting: number; max: number }

/** What a process counts of itself, in Prometheus' names and units. All labels are from fixed lists, but for galaxies' ids. */
export type Telemetry = {
  registry: Registry
  countRequest(labels: { door: string; route: string; method: string; code: number }, seconds: number): void
  countJob(labels: { name: string; queue: string; outcome: 'done' | 'failed' }, seconds: number): void
  countGalaxyCall(labels: { galaxy: string; call: string; outcome: CallOutcome }, seconds: number): void
  /** Has the use of a pool told with each scrape. */
  watchPool(pool: string, use: () => PoolUse): void
  /** Has a number told with each scrape. */
  watch(name: string, help: string, value: () => number): void
}

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const SLOW = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300]

/** @param collectsProcess also memory, CPU time, event loop and garbage collection, which cost a timer. */
export function createTelemetry(options: { version: string; collectsProcess: boolean }): Telemetry {
  const registry = new Registry()
  const registers = [registry]
  if (options.collectsProcess) collectDefaultMetrics({ register: registry })
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `sectorwars_${name}`, help, labelNames, registers })
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: number[],
  ) => new Histogram({ name: `sectorwars_${name}`, help, labelNames, buckets, registers })

  new Gauge({
    ...{ name: 'sectorwars_build_info', help: 'What runs here', registers },
    labelNames: ['version', 'node'],
  }).set({ version: options.version, node: process.versions.node }, 1)
  const requests = counter('http_requests_total', 'Requests that were answered', [
    'door',
    'route',
    'method',
    'code',
  ] as const)
  const requestSeconds = histogram(
    'http_request_duration_seconds',
    'Time to answer a request',
    ['door', 'route', 'method'] as const,
    FAST,
  )
  const jobs = counter('jobs_total', 'Jobs that were run', ['name', 'queue', 'outcome'] as const)
  const jobSeconds = histogram('job_duration_seconds', 'Time to run a job', ['name'] as const, SLOW)
  const calls = counter('galaxy_calls_total', 'Calls of galaxies', ['galaxy', 'outcome'] as const)
  const secondsOfGalaxy = counter('galaxy_call_seconds_total', 'Time that calls of a galaxy took', [
    'galaxy',
  ] as const)
  const callSeconds = histogram(
    'galaxy_call_duration_seconds',
    'Time of a call of a galaxy, by what is asked',
    ['call'] as const,
    FAST,
  )
  const pools = new Map<string, () => PoolUse>()
  watchPools(registry, pools)

  return {
    registry,
    countRequest: ({ door, route, method, code }, seconds) => {
      requests.inc({ door, route, method, code: String(code) })
      requestSeconds.observe({ door, route, method }, seconds)
    },
    countJob: (labels, seconds) => {
      jobs.inc(labels)
      jobSeconds.observe({ name: labels.name }, seconds)
    },
    countGalaxyCall: ({ galaxy, call, outcome }, seconds) => {
      calls.inc({ galaxy, outcome })
      secondsOfGalaxy.inc({ galaxy }, seconds)
      callSeconds.observe({ call }, seconds)
    },
    watchPool: (pool, use) => void pools.set(pool, use),
    watch: (name, help, value) => {
      new Gauge({
        ...{ name: `sectorwars_${name}`, help, registers },
        collect() {
          this.set(value())
        },
      })
    },
  }
}

function watchPools(registry: Registry, pools: ReadonlyMap<string, () => PoolUse>): void {
  const gauge = (name: string, help: string, tell: (gauge: Gauge, pool: string, use: PoolUse) => void) =>
    new Gauge({
      ...{ name: `sectorwars_${name}`, help, registers: [registry] },
      labelNames: name === 'pool_connections' ? ['pool', 'state'] : ['pool'],
      collect() {
        for (const [pool, use] of pools) tell(this, pool, use())
      },
    })
  gauge('pool_connections', 'Connections to databases that are open', (told, pool, { open, idle }) => {
    told.set({ pool, state: 'used' }, open - idle)
    told.set({ pool, state: 'idle' }, idle)
  })
  gauge('pool_connections_max', 'Connections that a pool may open', (told, pool, { max }) =>
    told.set({ pool }, max),
  )
  gauge('pool_waiting', 'Who waits for a connection of a pool', (told, pool, { waiting }) =>
    told.set({ pool }, waiting),
  )
}
