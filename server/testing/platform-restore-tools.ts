import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { withClient } from '#db/connections.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { openArchive } from '../archive/open-archive.ts'
import { requireSecret } from '../auth/app-secret.ts'
import { createSecrets } from '../auth/secrets.ts'
import { createMovedClock } from '../clock.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { grantToApplication, logInAsApplication } from '../postgres/application-role.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { databaseOf, withoutLogin } from '../postgres/databases.ts'
import { createPlatformReplacement } from '../postgres/platform-replacement.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { type PlatformRestoreTools } from '../services/backups/restore-platform.ts'
import { testConfig } from './test-config.ts'
import { testDrivers } from './test-drivers.ts'

const SECRET = 'test-secret-test-secret-test-secret'

/**
 * What restores a test platform, whose own sessions are not those of a game that runs. The clock's offset is that of the tests; archives and
 * erasures are where the test platform has them.
 */
export async function testRestoreTools(
  platformUrl: string,
  offsetMs: () => number,
): Promise<PlatformRestoreTools> {
  const log = pino({ level: 'silent' })
  const secrets = createSecrets(SECRET)
  await requireSecret(platformUrl, secrets).catch(() => undefined)
  const name = databaseOf(platformUrl)
  const archive = openArchive(
    { backupS3: null, backupDir: path.join(os.tmpdir(), `${name}.backups`) },
    { ownerUrl: platformUrl, keys: secrets.backupKeys, root: process.cwd() },
  )
  const replacement = { ...createPlatformReplacement(platformUrl), countSessions: () => Promise.resolve(0) }
  const open = (url: string) => {
    const { db, pool, close } = openDatabase(url, { max: 4, applicationName: 'restore', waitMs: 60_000 })
    const galaxies = createLocalGalaxies({
      platformUrl: url,
      platform: db,
      secrets,
      root: process.cwd(),
      log,
    })
    return {
      ctx: {
        ...{ db, galaxies, secrets, archive, log },
        actor: { kind: 'system' as const, job: 'restore-platform' },
        clock: createMovedClock(offsetMs()),
        config: testConfig(),
        drivers: testDrivers({
          ...{ galaxies, archive, secrets, log },
          folder: path.join(os.tmpdir(), `${name}.regions`),
        }),
        events: {
          publishInTransaction: () => Promise.resolve(),
          publishAfterCommit: () => Promise.resolve(),
          subscribe: () => () => undefined,
          close: () => Promise.resolve(),
        },
        outbox: createJobOutbox(db, null, log),
        limits: createLimits({ pool }),
        paypal: {} as PayPal, // PayPal is asked by a job
        mail: {} as MailPort, // mails are only queued
        erasures: openErasureList(path.join(os.tmpdir(), `${name}.erasures.jsonl`)),
        auditLogKeeper: createAuditLogKeeper(url),
        refusedRequests: createRefusedRequestLog(),
      },
      close: async () => {
        await galaxies.close()
        await close()
      },
    }
  }
  return {
    ...{ archive, replacement, log },
    home: { kind: 'platform', location: withoutLogin(platformUrl), databaseName: name },
    openNext: () => Promise.resolve(open(replacement.nextUrl)),
    openPlatform: async () => {
      await grantToApplication(platformUrl)
      await logInAsApplication(platformUrl, secrets)
      return { ...open(platformUrl), emptyQueues: () => Promise.resolve() }
    },
    isUnsettled: () =>
      withClient({ connectionString: platformUrl }, async (client) => {
        const { rowCount } = await client.query(
          `select from operations where kind = 'restore-platform' and status = 'running'`,
        )
        return (rowCount ?? 0) > 0
      }).catch(() => false),
  }
}
