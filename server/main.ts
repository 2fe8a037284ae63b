import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { serve, type ServerType } from '@hono/node-server'
import { type ServerBuild } from '@remix-run/node'
import { prepareDemoWorld } from '#db/seed/prepare-demo-world.ts'
import { startWorker } from '#jobs/worker.ts'
import { readEnv, type Env } from './env.ts'
import { createSseHub } from './events/sse-stream.ts'
import { createHttpApp } from './http/app.ts'
import { listen, type Answer } from './http/listen.ts'
import { createMetricsDoor } from './http/metrics.ts'
import { createPulse, createWorkerHealth, type WorkerPulse } from './http/worker-health.ts'
import { followKeeper } from './drivers/process/kept-server.ts'
import { createRegionProcess, type RegionSettings } from './galaxies/region-process.ts'
import { createLog } from './log.ts'
import { payPalAccess } from './paypal/open-paypal.ts'
import { createSimulator } from './paypal/simulator/simulator.ts'
import { holdDataDir } from './postgres/hold-data-dir.ts'
import { openPlatformServer } from './postgres/platform-server.ts'
import { createRuntime, type Runtime } from './runtime.ts'
import { StartRefusal } from './start-refusal.ts'
import { keepServers } from './services/deployments/keep-servers.ts'
import { ensurePlans } from './services/billing/ensure-plans.ts'
import { getPlatformGauges } from './services/platform/get-platform-gauges.ts'
import { applyErasures } from './services/privacy/apply-erasures.ts'
import { createAdminInvite } from './services/identity/create-admin-invite.ts'

/** Time for everything at shutdown. */
const SHUTDOWN_MS = 10_000
/** Time for running jobs: one that is cut off is found stalled and done again. */
const JOBS_MS = 3_000

const root = projectRoot()

async function main() {
  const env = readEnv(process.env)
  // React and Remix read it when the pages load and are many times slower in other modes.
  process.env.NODE_ENV = env.NODE_ENV
  const log = createLog(env.LOG_LEVEL)
  const closers: (() => Promise<unknown> | unknown)[] = []
  const stopping = new AbortController()
  const shutDown = async (code: number) => {
    if (stopping.signal.aborted) return
    stopping.abort()
    setTimeout(() => process.exit(code || 1), SHUTDOWN_MS).unref()
    for (const close of closers.reverse()) {
      try {
        await close()
      } catch (error) {
        log.error({ err: error }, 'something could not be closed')
      }
    }
    process.exit(code)
  }
  // Ctrl-C arrives twice, from the terminal and from npm: the second must not abort the first.
  process.on('SIGINT', () => void shutDown(0))
  process.on('SIGTERM', () => void shutDown(0))
  // `npm start` was killed: nobody else would end this process and free the port.
  process.once('disconnect', () => void shutDown(1))

  const pagesBuilt = env.PAGES_FOLLOW ? waitForPages() : Promise.resolve()
  try {
    const region = regionSettings(env)
    if (region) {
      if (env.GALAXY_SERVER_FILE)
        closers.push(
          await followKeeper(env.GALAXY_SERVER_FILE, (why) => {
            log.warn(why)
            void shutDown(0)
          }),
        )
      const served = createRegionProcess(region, log)
      closers.push(served.close)
      closers.push(await listen(env, 'PORT', (request) => served.app.fetch(request)))
      log.info({ galaxyId: region.galaxyId }, `This process serves one galaxy at port ${env.PORT}`)
      return
    }
    const isWeb = env.ROLES.includes('web')
    let isReady = false
    // With a database of its own the port comes first, and people who come early read that it starts. Beside others that serve the
    // same database it comes last: a proxy would send them requests which the others could answer.
    const early = isWeb && !env.DATABASE_URL ? await openEarly(env, 'PORT') : null
    const health = !isWeb && env.WORKER_HEALTH_PORT ? await openEarly(env, 'WORKER_HEALTH_PORT') : null
    for (const door of [early, health]) if (door) closers.push(door.close)
    // Load the pages while the database starts: both take about as long.
    const pages = isWeb ? pagesBuilt.then(loadPages) : null
    // Awaited below; until then a failure must not count as unhandled.
    pages?.catch(() => undefined)
    const server = await openPlatformServer(env, log)
    if (!env.DATABASE_URL) {
      // Before anything is to be stopped: the database may be another process's.
      const release = await holdDataDir({
        ...{ url: server.url, roles: env.ROLES.filter((role) => role !== 'region'), log },
        onLost: () => {
          log.fatal('another process has taken over this data folder')
          void shutDown(1)
        },
      })
      closers.push(() => release(server.stop))
    }
    const runtime = await createRuntime({ env, platformUrl: server.url, log, root })
    closers.push(() => runtime.close())

    // Before requests are served: a restored backup has brought back whom it must not.
    await applyErasures(runtime.ctx({ kind: 'system', job: 'start' }))
    // Before requests are served: the demo world is made under its own clock.
    if (env.DEMO) {
      const demo = prepareDemoWorld(runtime, stopping.signal)
      closers.push(() => demo.catch(() => undefined))
      await demo
    }
    if (pages) {
      const web = openWeb(runtime, await pages, () => isReady)
      early?.open(web.answer)
      // What is under way is answered while database and queue are still there; streams would never end by themselves.
      closers.push(early?.close ?? (await listen(env, 'PORT', web.answer)), web.close)
    }
    if (env.PAYPAL_ENVIRONMENT === 'simulator' && !env.PAYPAL_SIMULATOR_URL && isWeb) {
      closers.push(await startSimulator(env))
    }
    await preparePlans(runtime)
    if (isWeb) await inviteAdmin(runtime)
    const pulse = createPulse()
    health?.open(workerHealth(runtime, () => isReady, pulse))
    if (env.ROLES.includes('worker')) {
      const stopWorker = await startWorker(
        runtime.queue,
        (job, trace) => runtime.ctx({ kind: 'system', job }, trace),
        {
          onBegin: pulse.beat,
          telemetry: runtime.telemetry,
          tracer: runtime.tracer,
        },
      )
      closers.push(() => Promise.race([stopWorker(), delay(JOBS_MS)]))
      const stopKeeping = keepServers(runtime.ctx({ kind: 'system', job: 'keep-servers' }))
      // The embedded database ends with this process, and a server without its database serves nobody.
      const andServers = !env.DATABASE_URL
      closers.push(() => Promise.race([stopKeeping({ andServers }), delay(JOBS_MS)]))
    }
    isReady = true
    // First step of the shutdown: load balancers stop sending requests.
    closers.push(() => {
      isReady = false
    })
    log.info(`SectorWars 2102 is ready${isWeb ? ` at ${env.publicUrl}` : ''}`)
    const demoAccounts = path.join(env.dataDir, 'demo-accounts.json')
    if (existsSync(demoAccounts)) log.info(`Demo accounts and passwords: ${demoAccounts}`)
  } catch (error) {
    // Failures caused by the shutdown are expected.
    if (stopping.signal.aborted) return
    if (error instanceof StartRefusal) log.fatal(error.message)
    else log.fatal({ err: error }, 'start failed')
    await shutDown(1)
  }
}

/** Default number of connections of a process that serves one galaxy. */
const REGION_CONNECTIONS = 20

/** Set with ROLES=region, by the check of the environment. */
function regionSettings(env: Env): RegionSettings | null {
  const { GALAXY_ID, GALAXY_DATABASE_URL, GALAXY_TOKEN, GALAXY_CONNECTIONS = REGION_CONNECTIONS } = env
  if (!env.ROLES.includes('region') || !GALAXY_ID || !GALAXY_DATABASE_URL || !GALAXY_TOKEN) return null
  return {
    galaxyId: GALAXY_ID,
    databaseUrl: GALAXY_DATABASE_URL,
    token: GALAXY_TOKEN,
    connections: GALAXY_CONNECTIONS,
  }
}

/** Resolves when `npm start` reports that the pages are built. @throws if it ends before. */
function waitForPages(): Promise<void> {
  const built = new Promise<void>((resolve, reject) => {
    process.once('disconnect', () => reject(new Error('The pages were not built.')))
    process.once('message', () => resolve())
  })
  // Awaited later; until then a failure must not count as unhandled.
  built.catch(() => undefined)
  return built
}

/**
 * Creates our plans at PayPal before anybody can buy. If PayPal is unreachable, the reconciling job creates them
 * later.
 */
const preparePlans = (runtime: Runtime) =>
  ensurePlans(runtime.ctx({ kind: 'system', job: 'start' })).catch((error: unknown) =>
    runtime.log.error({ err: error }, 'could not create the PayPal plans'),
  )

/** Logs an invitation link if there is no administrator yet. */
async function inviteAdmin({ ctx, env, log }: Runtime) {
  const token = await createAdminInvite(ctx({ kind: 'system', job: 'start' }))
  if (token)
    log.info(
      `There is no administrator yet. Use this one-time link to create one: ${env.publicUrl}/admin-invite/${token}`,
    )
}

/**
 * Opens the port before the application is there. Until it is, `/healthz` answers ok and everything else "starting".
 * @throws StartRefusal if the port stays in use
 */
async function openEarly(env: Env, setting: 'PORT' | 'WORKER_HEALTH_PORT') {
  let answer: Answer = (request) =>
    new URL(request.url).pathname === '/healthz'
      ? new Response('ok')
      : Response.json({ status: 'starting' }, { status: 503, headers: { 'Retry-After': '1' } })
  return {
    /** Passes requests to the application from now on. */
    open: (next: Answer) => {
      answer = next
    },
    close: await listen(env, setting, (request, bindings) => answer(request, bindings)),
  }
}

function workerHealth(runtime: Runtime, isReady: () => boolean, pulse: WorkerPulse): Answer {
  const { queue, needs, log, telemetry, env } = runtime
  const metrics = createMetricsDoor({
    ...{ token: env.METRICS_TOKEN, telemetry, log },
    read: () => getPlatformGauges(runtime.ctx({ kind: 'system', job: 'metrics' })),
  })
  const health = createWorkerHealth({ isReady, pulse, queue, needs, log, metrics })
  return (request) => health.fetch(request)
}

const loadPages = () =>
  import(pathToFileURL(path.join(root, 'build/remix/server/index.js')).href) as Promise<ServerBuild>

function openWeb(
  runtime: Runtime,
  build: ServerBuild,
  isReady: () => boolean,
): { answer: Answer; close(): void } {
  const sse = createSseHub(runtime.ctx({ kind: 'anonymous' }).events, {
    sessions: runtime.sessions,
    maxPerAddress: runtime.env.STREAMS_PER_ADDRESS,
  })
  const clientDir = path.relative(process.cwd(), path.join(root, 'build/remix/client'))
  const app = createHttpApp({ runtime, sse, build, clientDir, isReady })
  return {
    answer: (request, bindings) => app.fetch(request, bindings as Parameters<typeof app.fetch>[1]),
    close: () => sse.close(),
  }
}

async function startSimulator(env: Env): Promise<() => Promise<void>> {
  const { clientId, clientSecret, webhookId } = payPalAccess(env)
  const simulator = createSimulator({
    dataDir: env.dataDir,
    clientId,
    clientSecret,
    webhookId,
    webhookUrl: `http://127.0.0.1:${env.PORT}/webhooks/paypal`,
    publicUrl: env.simulatorUrl,
    clock: { now: () => new Date() },
  })
  const server = await new Promise<ServerType>((resolve, reject) => {
    const listening: ServerType = serve(
      { fetch: simulator.app.fetch, port: env.simulatorPort, hostname: '127.0.0.1' },
      () => resolve(listening),
    )
    listening.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartRefusal(
              `Port ${env.simulatorPort} of the PayPal simulator is in use. Choose another: PAYPAL_SIMULATOR_PORT`,
            )
          : error,
      ),
    )
  })
  simulator.start()
  return async () => {
    await simulator.stop()
    server.close()
  }
}

/** The folder with package.json, wherever the bundle is. */
function projectRoot(): string {
  let at = import.meta.dirname
  while (!existsSync(path.join(at, 'package.json'))) at = path.dirname(at)
  return at
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
