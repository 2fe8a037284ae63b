import { type Logger } from 'pino'
import { openDatabase } from '#db/client.ts'
import { withClient } from '#db/connections.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { configOf } from '../app-config.ts'
import { openArchive } from '../archive/open-archive.ts'
import { readOrCreateAppSecret } from '../auth/app-secret.ts'
import { createSecrets, type Secrets } from '../auth/secrets.ts'
import { databaseClock } from '../clock.ts'
import { openDrivers } from '../drivers/open-drivers.ts'
import { type Env } from '../env.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { openMail } from '../mail/open-mail.ts'
import { openPayPal } from '../paypal/open-paypal.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { databaseOf, withoutLogin } from '../postgres/databases.ts'
import { createPlatformReplacement } from '../postgres/platform-replacement.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { createRuntime } from '../runtime.ts'
import { type PlatformRestoreTools } from '../services/backups/restore-platform.ts'

export type ToolOptions = { env: Env; platformUrl: string; log: Logger; root: string }

/** What the command restores the platform with. None of it reads the platform's database before it is replaced. */
export async function platformRestoreTools(options: ToolOptions): Promise<PlatformRestoreTools> {
  const { env, platformUrl, log, root } = options
  const secrets = createSecrets(env.APP_SECRET ?? (await readOrCreateAppSecret(env.dataDir)), {
    backupSecret: env.BACKUP_SECRET,
    formerSecret: env.APP_SECRET_OLD,
  })
  const archive = openArchive(env, { ownerUrl: platformUrl, keys: secrets.backupKeys, root })
  const replacement = createPlatformReplacement(platformUrl)
  return {
    archive,
    replacement,
    log,
    home: {
      kind: 'platform',
      location: withoutLogin(platformUrl),
      databaseName: databaseOf(platformUrl),
    },
    openNext: () => Promise.resolve(openBeside({ ...options, secrets, archive, url: replacement.nextUrl })),
    openPlatform: async () => {
      const runtime = await createRuntime(options)
      return {
        ctx: runtime.ctx({ kind: 'system', job: 'restore-platform' }),
        // One in PostgreSQL was in the database that was replaced.
        emptyQueues: () => (env.REDIS_URL ? runtime.queue.empty() : Promise.resolve()),
        close: () => runtime.close(),
      }
    },
    isUnsettled: () => isUnsettled(platformUrl),
  }
}

type BesideOptions = Pick<ToolOptions, 'env' | 'log' | 'root'> &
  Pick<PlatformRestoreTools, 'archive'> & { secrets: Secrets; url: string }

/** A database that is not the platform's yet: its events go nowhere, and its jobs wait in it until it is. */
function openBeside({ env, log, root, archive, secrets, url }: BesideOptions) {
  const { db, pool, close } = openDatabase(url, { max: 4, applicationName: 'restore-platform' })
  const galaxies = createLocalGalaxies({ platformUrl: url, platform: db, secrets, root, log, connections: 4 })
  const mail = openMail(env)
  return {
    ctx: {
      ...{ db, galaxies, secrets, archive, mail, log },
      actor: { kind: 'system' as const, job: 'restore-platform' },
      clock: databaseClock,
      config: { ...configOf(env), platformConnections: 0 },
      drivers: openDrivers(env, { galaxies, archive, secrets, log }),
      events: {
        publishInTransaction: () => Promise.resolve(),
        publishAfterCommit: () => Promise.resolve(),
        subscribe: () => () => undefined,
        close: () => Promise.resolve(),
      },
      outbox: createJobOutbox(db, null, log),
      limits: createLimits({ pool }),
      paypal: openPayPal(env),
      erasures: openErasureList(env.erasuresFile),
      auditLogKeeper: createAuditLogKeeper(url),
      refusedRequests: createRefusedRequestLog(),
    },
    close: async () => {
      await mail.close()
      await galaxies.close()
      await close()
    },
  }
}

/** A database that is lost, damaged or of another version tells nothing: then it is replaced. */
const isUnsettled = (platformUrl: string): Promise<boolean> =>
  withClient({ connectionString: platformUrl, application_name: 'restore-platform' }, async (client) => {
    const { rowCount } = await client.query(
      `select from operations where kind = 'restore-platform' and status = 'running'`,
    )
    return (rowCount ?? 0) > 0
  }).catch(() => false)
