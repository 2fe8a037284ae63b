import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { type Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open-archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { createMovedClock } from '../clock.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { type EventBus } from '../events/event-bus.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { type Actor, type Ctx } from '../services/context.ts'
import { databaseOf } from '../postgres/databases.ts'
import { testConfig } from './test-config.ts'
import { testDrivers, type TestServers } from './test-drivers.ts'

const unheardEvents: EventBus = {
  publishInTransaction: async () => undefined,
  publishAfterCommit: async () => undefined,
  subscribe: () => () => undefined,
  close: async () => undefined,
}

/**
 * Context of a process that tests kill with SIGKILL: on the platform of a test, with connections of its own. It has neither PayPal nor mails,
 * and backups only with a folder for them; who needs one of these replaces it. Nobody is erased in such a process.
 */
export function dyingContext(
  platformUrl: string,
  { offsetMs = 0, backupDir, servers }: { offsetMs?: number; backupDir?: string; servers?: TestServers } = {},
) {
  const log = pino({ level: 'silent' })
  const { db, pool } = openDatabase(platformUrl, {
    max: 5,
    applicationName: 'dying',
    // On a busy machine a wait must not be taken for a failure: this process is to die at its moment, and no earlier.
    waitMs: 60_000,
    settings: { lock_timeout: '60s' },
  })
  const secrets = createSecrets('test-secret-test-secret-test-secret')
  const clock = createMovedClock(offsetMs)
  const root = process.cwd()
  const galaxies = createLocalGalaxies({ platformUrl, platform: db, secrets, root, log })
  const archive = backupDir
    ? openArchive({ backupS3: null, backupDir }, { ownerUrl: platformUrl, keys: secrets.backupKeys, root })
    : ({} as Archive)
  const shared = {
    db,
    config: testConfig(),
    galaxies,
    drivers: testDrivers({
      ...{ galaxies, archive, secrets, log },
      folder: path.join(os.tmpdir(), `${databaseOf(platformUrl)}.regions`),
      ...servers,
    }),
    events: unheardEvents,
    outbox: createJobOutbox(db, null, log),
    limits: createLimits({ pool }),
    paypal: {} as PayPal,
    mail: {} as MailPort,
    secrets,
    erasures: openErasureList('/dev/null'),
    auditLogKeeper: createAuditLogKeeper(platformUrl),
    refusedRequests: createRefusedRequestLog(),
    archive,
    log,
  }
  const ctx = (actor: Actor): Ctx => ({ ...shared, actor, clock })
  return { ctx, system: (job: string): Ctx => ctx({ kind: 'system', job }), clock, db, log }
}
