import { randomBytes } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, inject } from 'vitest'
import {
  openDatabase,
  openGalaxyDatabase,
  type Database,
  type GalaxyHandle,
  type GalaxyPool,
} from '#db/client.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'
import { queueSettingsOf } from '#jobs/job-names.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { createJobQueue, type JobQueue } from '#jobs/queue.ts'
import { runJob } from '#jobs/worker.ts'
import { openArchive } from '../archive/open-archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { createSessionStore } from '../auth/session-store.ts'
import { createMovedClock, type MovedClock } from '../clock.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createPostgresEventBus } from '../events/postgres-event-bus.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { applicationRolePrefix, logInAsApplication } from '../postgres/application-role.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { type AppConfig, type Actor, type Ctx } from '../services/context.ts'
import { type ApiContext } from '../trpc/init.ts'
import { createCaller, type ApiCaller } from '../trpc/router.ts'
import { testConfig } from './test-config.ts'
import { testDrivers, type TestServers } from './test-drivers.ts'

/** The installation's secret of every test platform. */
export const TEST_SECRET = 'test-secret-test-secret-test-secret'

export type TestPlatform = {
  /** As the application connects: it owns nothing. */
  db: Database
  /** As the owner of the tables, who may do everything. */
  owner: Database
  clock: MovedClock
  queue: JobQueue
  /** The owner's connection string. */
  url: string
  ctx(actor?: Actor): Ctx
  /** A galaxy's database, for what tests look up and prepare there. */
  galaxy(galaxyId: string): Promise<GalaxyPool>
  /** The API as this actor. */
  api(actor?: Actor): ApiCaller
  apiContext(actor?: Actor): ApiContext
  /** The API as a request finds it that is not like the others. */
  apiOf(context: ApiContext): ApiCaller
  /** Runs all jobs of the outbox, due or not, until it is empty. Returns the names of the jobs. */
  runOutbox(): Promise<string[]>
}

type PlatformOptions = {
  paypal?: () => PayPal
  mail?: () => MailPort
  confirmationRequired?: boolean
  /** Points of limits that the tests would use up. */
  limits?: Parameters<typeof createLimits>[1]
  adminsNeedFactor?: boolean
  /** Settings that differ from the tests' own. */
  config?: Partial<AppConfig>
  /** How servers of regions are run. */
  regionServers?: TestServers
}

/**
 * A separate platform for a test file: a database cloned from the migrated template, the real job outbox, event bus,
 * galaxies and limits, and a clock that the test moves. Call it once at the top of a file.
 */
export function useTestPlatform(options: PlatformOptions = {}): TestPlatform {
  let open: Awaited<ReturnType<typeof openPlatform>> | null = null
  beforeAll(async () => {
    open = await openPlatform(options)
  })
  afterAll(async () => {
    await open?.close()
  })
  const platform = () => {
    if (!open) throw new Error('the test platform is open from beforeAll on')
    return open.platform
  }
  return {
    get db() {
      return platform().db
    },
    get owner() {
      return platform().owner
    },
    get clock() {
      return platform().clock
    },
    get queue() {
      return platform().queue
    },
    get url() {
      return platform().url
    },
    ctx: (actor) => platform().ctx(actor),
    galaxy: (galaxyId) => platform().galaxy(galaxyId),
    api: (actor) => platform().api(actor),
    apiContext: (actor) => platform().apiContext(actor),
    apiOf: (context) => platform().apiOf(context),
    runOutbox: () => platform().runOutbox(),
  }
}

async function openPlatform({
  paypal,
  mail,
  confirmationRequired = false,
  adminsNeedFactor = false,
  limits: points,
  config = {},
  regionServers,
}: PlatformOptions) {
  const name = `sectorwars_test_${randomBytes(6).toString('hex')}`
  const serverUrl = inject('postgresUrl')
  await onServer(serverUrl, `create database ${name} template ${inject('templateDatabase')}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const platformUrl = url.toString()

  const log = pino({ level: 'silent' })
  // Tests queue hundreds of queries for ten connections; on a busy machine the last ones wait long.
  const secrets = createSecrets(TEST_SECRET)
  const applicationUrl = await logInAsApplication(platformUrl, secrets)
  const owner = openDatabase(platformUrl, { max: 3, applicationName: 'test-owner' })
  const handle = openDatabase(applicationUrl, {
    max: 10,
    applicationName: 'test',
    waitMs: 60_000,
    settings: { lock_timeout: '60s' },
  })
  const galaxies = createLocalGalaxies({
    platformUrl,
    platform: handle.db,
    secrets,
    root: process.cwd(),
    log,
  })
  await galaxies.prepare()
  const events = await createPostgresEventBus(applicationUrl, log)
  const limits = createLimits({ pool: handle.pool }, points)
  const queue = await createJobQueue({ postgresUrl: applicationUrl, connections: 8 }, queueSettingsOf, log)
  // Tests run jobs themselves; the queue gets none.
  const outbox = createJobOutbox(handle.db, null, log)
  const erasures = openErasureList(path.join(os.tmpdir(), `${name}.erasures.jsonl`))
  const clock = createMovedClock()
  const backupDir = path.join(os.tmpdir(), `${name}.backups`)
  const archive = openArchive(
    { backupS3: null, backupDir },
    { ownerUrl: platformUrl, keys: secrets.backupKeys, root: process.cwd() },
  )
  const drivers = testDrivers({
    ...{ galaxies, archive, secrets, log },
    folder: path.join(os.tmpdir(), `${name}.regions`),
    ...regionServers,
  })
  const sessions = createSessionStore(handle.db, { secure: false })
  const refusedRequests = createRefusedRequestLog()

  const ctx = (actor: Actor = { kind: 'anonymous' }): Ctx => ({
    db: handle.db,
    actor: justLoggedIn(actor, clock),
    clock,
    config: testConfig({
      confirmationRequired,
      sendsMails: mail !== undefined,
      adminsNeedFactor,
      legalDir: path.join(os.tmpdir(), name),
      ...config,
    }),
    galaxies,
    drivers,
    events,
    outbox,
    limits,
    paypal: paypal?.() ?? unreachablePayPal,
    mail: mail?.() ?? unreadMail,
    secrets,
    erasures,
    auditLogKeeper: createAuditLogKeeper(platformUrl),
    archive,
    refusedRequests,
    log,
  })
  const apiContext = (actor?: Actor): ApiContext => ({
    service: ctx(actor),
    request: {
      ipAddress: '127.0.0.1',
      userAgent: 'test',
      cookieHeader: null,
      sessionId: null,
      scopes: null,
      sessions,
      responseHeaders: new Headers(),
    },
  })
  const runOutbox = async () => {
    const ran: string[] = []
    for (;;) {
      const { rows } = await handle.pool.query<{ name: string; payload: unknown }>(
        'delete from job_outbox where id = (select id from job_outbox order by created_at limit 1) returning name, payload',
      )
      const next = rows[0]
      if (!next) return ran
      ran.push(next.name)
      await runJob((job) => ctx({ kind: 'system', job }), next.name, next.payload)
    }
  }

  const opened = new Map<string, GalaxyHandle>()
  const galaxy = async (galaxyId: string): Promise<GalaxyPool> => {
    const known = opened.get(galaxyId)
    if (known) return known.db
    const [row] = await handle.db.select().from(registry).where(eq(registry.id, galaxyId))
    if (!row) throw new Error(`there is no galaxy ${galaxyId}`)
    const url = new URL(platformUrl)
    url.pathname = `/${row.databaseName}`
    const made = openGalaxyDatabase(url.toString(), { max: 3, applicationName: 'test-galaxy' })
    opened.set(galaxyId, made)
    return made.db
  }

  const platform: TestPlatform = {
    db: handle.db,
    owner: owner.db,
    clock,
    queue,
    url: platformUrl,
    ctx,
    galaxy,
    api: (actor) => createCaller(apiContext(actor)),
    apiOf: createCaller,
    apiContext,
    runOutbox,
  }
  const close = async () => {
    const { rows } = await handle.pool.query<{ id: string; name: string }>(
      'select id, database_name as name from galaxies',
    )
    for (const looked of opened.values()) await looked.close()
    for (const { id, name: databaseName } of rows)
      await galaxies.drop({ id, databaseName, location: galaxies.homeLocation() })
    await drivers.process.stopServers(new Set())
    await outbox.close()
    await queue.close()
    await events.close()
    await galaxies.close()
    await handle.close()
    await owner.close()
    await onServer(serverUrl, `drop database ${name} with (force)`)
    await onServer(serverUrl, dropRoles(name))
  }
  return { platform, close }
}

/** A user whose proof a test does not give has just logged in as a program. */
const justLoggedIn = (actor: Actor, clock: MovedClock): Actor =>
  actor.kind === 'user' ? { proof: { provenAt: new Date(Date.now() + clock.offsetMs()) }, ...actor } : actor

/** For tests that do not ask what was mailed. */
const unreadMail: MailPort = { send: () => Promise.resolve({ ok: true }), close: () => undefined }

/** For tests that must not call PayPal: any call fails the test. */
const unreachablePayPal: PayPal = new Proxy({} as PayPal, {
  get: (_target, call) => {
    throw new Error(`this test did not expect PayPal to be asked: ${String(call)}`)
  },
})

/** Of everything that logged in to this database, servers that a test started too. */
const dropRoles = (database: string) => `do $$ declare role text; begin
  for role in select rolname from pg_roles where starts_with(rolname, '${applicationRolePrefix(database)}')
  loop execute format('drop role %I', role); end loop; end $$`

async function onServer(serverUrl: string, statement: string) {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
