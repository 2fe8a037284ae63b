import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { openArchive } from '../archive/open-archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { createMovedClock } from '../clock.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { archiveRegion } from '../services/archives/archive-region.ts'
import { bringRegionBack } from '../services/archives/bring-region-back.ts'
import { terminateRegion } from '../services/archives/terminate-region.ts'
import { restoreGalaxy } from '../services/backups/restore-galaxy.ts'
import { deathInStep } from './death-in-step.ts'
import { testConfig } from './test-config.ts'

// A process that runs an operation and kills itself with SIGKILL at a given moment: nothing is closed, and only the databases roll
// back. Arguments: platform URL, folder of backups, clock's offset, kind of operation, its id, step, moment (`deathInStep`).
const [platformUrl = '', backupDir = '', offset = '0', kind = '', operationId = '', step = '', moment = ''] =
  process.argv.slice(2)

const VERBS = {
  'restore-galaxy': restoreGalaxy,
  'archive-region': archiveRegion,
  'return-region': bringRegionBack,
  'terminate-region': terminateRegion,
}
const verb = VERBS[kind as keyof typeof VERBS]

const log = pino({ level: 'silent' })
const { db, pool } = openDatabase(platformUrl, {
  max: 5,
  applicationName: 'dying',
  // On a busy machine a wait must not be taken for a failed run: this process is to die at its moment, and no earlier.
  waitMs: 60_000,
  settings: { lock_timeout: '60s' },
})
const secrets = createSecrets('test-secret-test-secret-test-secret')
await verb(
  {
    db,
    actor: { kind: 'system', job: kind },
    clock: createMovedClock(Number(offset)),
    config: testConfig(),
    galaxies: createLocalGalaxies({ platformUrl, platform: db, secrets, root: process.cwd(), log }),
    events: {
      publishInTransaction: async () => undefined,
      publishAfterCommit: async () => undefined,
      subscribe: () => () => undefined,
      close: async () => undefined,
    },
    outbox: createJobOutbox(db, null, log),
    limits: createLimits({ pool }),
    paypal: {} as PayPal, // none of them calls PayPal
    mail: {} as MailPort, // they only queue mails
    secrets,
    erasures: openErasureList('/dev/null'), // nobody is erased here
    auditLogKeeper: createAuditLogKeeper(platformUrl),
    refusedRequests: createRefusedRequestLog(),
    archive: openArchive(
      { backupS3: null, backupDir },
      { ownerUrl: platformUrl, keys: secrets.backupKeys, root: process.cwd() },
    ),
    log,
  },
  { operationId },
  { onStep: deathInStep(step, moment) },
)
process.exit(1)
