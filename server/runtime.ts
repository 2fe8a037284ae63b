import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Pool } from 'pg'
import { type Logger } from 'pino'
import { z } from 'zod'
import { openDatabase, type Database, type PoolOptions } from '#db/client.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { openRedis, SOON } from '#db/redis.ts'
import { queueSettingsOf } from '#jobs/job-names.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { createJobQueue, prepareQueueStore, type JobQueue } from '#jobs/queue.ts'
import { configOf } from './app-config.ts'
import { type DatabaseRef } from './archive/archive.ts'
import { openArchive } from './archive/open-archive.ts'
import { readOrCreateAppSecret, requireSecret, settleSecret } from './auth/app-secret.ts'
import { createSecrets } from './auth/secrets.ts'
import { createSessionStore, type SessionStore } from './auth/session-store.ts'
import { checkRedis } from './check-redis.ts'
import { databaseClock } from './clock.ts'
import { openDrivers } from './drivers/open-drivers.ts'
import { type Env } from './env.ts'
import { openErasureList } from './erasures/erasure-list.ts'
import { createPostgresEventBus } from './events/postgres-event-bus.ts'
import { createRedisEventBus } from './events/redis-event-bus.ts'
import { connectionsOfRegions, planConnections, usableConnections } from './galaxies/connection-plan.ts'
import { createLocalGalaxies } from './galaxies/local-galaxies.ts'
import { createLimits, limitsFromEnv } from './limits/limits.ts'
import { openMail } from './mail/open-mail.ts'
import { createTelemetry, type Telemetry } from './metrics/telemetry.ts'
import { openTracer, type Tracer } from './metrics/tracer.ts'
import { openPayPal } from './paypal/open-paypal.ts'
import { openApplicationRole } from './postgres/application-role.ts'
import { createAuditLogKeeper } from './postgres/audit-log-keeper.ts'
import { databaseOf, withoutLogin } from './postgres/databases.ts'
import { requireDisk, type Needs } from './readiness.ts'
import {
  backUpBeforeUpdate,
  noteBackupBeforeUpdate,
  type Taken,
} from './services/backups/back-up-before-update.ts'
import { createRefusedRequestLog } from './refused-requests/refused-request-log.ts'
import { traced, type Actor, type Ctx, type Trace } from './services/context.ts'
import { watchClock } from './watch-clock.ts'
import { writeRefusedRequests } from './services/audit/write-refused-requests.ts'

/** Everything that lives as long as the process. Built once by an entry point, closed in reverse order. */
export type Runtime = {
  env: Env
  log: Logger
  db: Database
  /** The pool of `db`, for statements without drizzle. */
  pool: Pool
  /** The connection string of who owns the tables, for what the application's role may not do. */
  ownerUrl: string
  queue: JobQueue
  sessions: SessionStore
  /** What this process needs to be ready. */
  needs: Needs
  /** What this process counts of itself. */
  telemetry: Telemetry
  tracer: Tracer
  /** A context for `actor`. What it logs, and the jobs that it books, carry the request's id. */
  ctx(actor: Actor, trace?: Trace): Ctx
  close(): Promise<void>
}

/**
 * Counts of attempts do not wait for the disk: every REST request makes one. A count survives this process at once, and a
 * crash of the whole database server after less than a second.
 */
const LIMITS_POOL = { applicationName: 'limits', settings: { synchronous_commit: 'off' } }

/** How often a process that knows two secrets looks which is the installation's. */
const SETTLE_SECRET_MS = 2_000

/** How often refused requests are written. */
const REFUSED_EVERY_MS = 10_000

export async function createRuntime(options: {
  env: Env
  /** Of the owner of the platform's database, who also makes the galaxies' databases. */
  platformUrl: string
  log: Logger
  /** Project folder, for the migrations. */
  root: string
}): Promise<Runtime> {
  const { env, platformUrl, log, root } = options
  const closers: (() => Promise<unknown> | unknown)[] = []
  const onClose = <T extends { close(): Promise<unknown> | unknown }>(resource: T): T => {
    closers.push(() => resource.close())
    return resource
  }

  const version = await versionOf(root)
  const tracer = onClose(await openTracer(env, version))
  const telemetry = createTelemetry({
    version,
    collectsProcess: env.METRICS_TOKEN !== undefined,
  })
  if (env.REDIS_URL) await checkRedis(env.REDIS_URL)
  const secrets = createSecrets(env.APP_SECRET ?? (await readOrCreateAppSecret(env.dataDir)), {
    backupSecret: env.BACKUP_SECRET,
    formerSecret: env.APP_SECRET_OLD,
  })
  const archive = openArchive(env, { ownerUrl: platformUrl, keys: secrets.backupKeys, root })
  const taken: Taken[] = []
  const beforeUpdate = async (galaxyId: string | null, source: DatabaseRef) => {
    if (!env.BACKUP_BEFORE_UPDATE) return
    log.info({ galaxyId }, 'backing up before an update')
    taken.push(await backUpBeforeUpdate(archive, { galaxyId, source, now: new Date() }))
  }
  await migrateDatabase(platformUrl, 'platform', root, {
    beforeChange: () =>
      beforeUpdate(null, {
        kind: 'platform',
        location: withoutLogin(platformUrl),
        databaseName: databaseOf(platformUrl),
      }),
  })
  if (!env.REDIS_URL) await prepareQueueStore(platformUrl)
  await requireSecret(platformUrl, secrets)
  const applicationUrl = await openApplicationRole(platformUrl, { secrets, log })
  const onLostConnection = (error: Error) => log.warn({ err: error }, 'platform connection lost')
  const connections = planConnections({
    usable: await usableConnections(platformUrl),
    processes: env.PROCESSES,
    hasRedis: env.REDIS_URL !== undefined,
    galaxies: env.GALAXY_CONNECTIONS,
    ofRegions: await connectionsOfRegions(platformUrl),
  })
  log.info({ connections, processes: env.PROCESSES }, 'connections that this process may open')
  const openPlatform = (options: Omit<PoolOptions, 'onError'>) =>
    onClose(openDatabase(applicationUrl, { ...options, onError: onLostConnection }))
  const platform = openPlatform({ max: connections.platform, applicationName: 'platform' })
  const { pool } = platform
  telemetry.watchPool('platform', () => ({
    open: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
    max: connections.platform,
  }))
  const redis = env.REDIS_URL ? openRedis(env.REDIS_URL, log, 'limits', SOON) : null
  if (redis) closers.push(() => redis.disconnect())

  const galaxies = onClose(
    createLocalGalaxies({
      ...{ platformUrl, platform: platform.db, secrets, root, log, beforeUpdate },
      ...{ connections: connections.galaxies, telemetry },
    }),
  )
  await galaxies.prepare()
  for (const one of taken) await noteBackupBeforeUpdate(platform.db, one, configOf(env).backups)
  const events = onClose(
    env.REDIS_URL
      ? await createRedisEventBus(env.REDIS_URL, log)
      : await createPostgresEventBus(applicationUrl, log),
  )
  const limits = createLimits(
    redis ? { redis } : { pool: openPlatform({ ...LIMITS_POOL, max: connections.limits }).pool },
    limitsFromEnv(env),
  )
  const store = env.REDIS_URL
    ? { redisUrl: env.REDIS_URL }
    : { postgresUrl: applicationUrl, connections: connections.queue }
  const queue = onClose(await createJobQueue(store, queueSettingsOf, log))
  const outbox = onClose(createJobOutbox(platform.db, queue, log))

  const shared = {
    db: platform.db,
    clock: databaseClock,
    config: { ...configOf(env), platformConnections: connections.total * env.PROCESSES },
    galaxies,
    drivers: openDrivers(env, { galaxies, archive, secrets, log }),
    events,
    outbox,
    limits,
    paypal: openPayPal(env),
    mail: onClose(openMail(env)),
    secrets,
    erasures: openErasureList(env.erasuresFile),
    auditLogKeeper: createAuditLogKeeper(platformUrl),
    archive,
    refusedRequests: createRefusedRequestLog(),
  }
  const ctx = (actor: Actor, trace?: Trace): Ctx => traced({ ...shared, actor, log }, trace)
  // A few may be lost with the process or the database: the record shows attempts, it does not count them for anybody.
  const writeRefused = () =>
    writeRefusedRequests(ctx({ kind: 'system', job: 'refused-requests' })).catch((error: unknown) =>
      log.warn({ err: error }, 'refused requests could not be written'),
    )
  closers.push(watchClock(() => databaseClock.now(platform.db), log))
  if (secrets.isRotating) {
    // The command that changes it may come at any time.
    const settling = setInterval(
      () => void settleSecret(platform.db, secrets).catch(() => undefined),
      SETTLE_SECRET_MS,
    ).unref()
    closers.push(() => clearInterval(settling))
  }
  const writing = setInterval(() => void writeRefused(), REFUSED_EVERY_MS).unref()
  closers.push(() => {
    clearInterval(writing)
    return writeRefused()
  })
  const needs: Needs = {
    database: () => platform.pool.query('select 1'),
    // Another process may have changed it for all.
    secret: async () => {
      if (!(await settleSecret(platform.db, secrets))) throw new Error('The installation has another secret.')
    },
    disk: () => requireDisk(env.dataDir),
    ...(redis ? { redis: () => redis.ping() } : {}),
  }
  return {
    env,
    log,
    needs,
    telemetry,
    tracer,
    db: platform.db,
    pool,
    ownerUrl: platformUrl,
    queue,
    sessions: createSessionStore(platform.db, {
      secure: env.publicUrl.startsWith('https:'),
      adminIdleMinutes: env.ADMIN_IDLE_MINUTES,
    }),
    ctx,
    close: async () => {
      for (const close of closers.reverse()) await close()
    },
  }
}

/** Of package.json in the project's folder. */
const versionOf = async (root: string): Promise<string> =>
  packageFile.parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'))).version
const packageFile = z.object({ version: z.string().default('unknown') })
