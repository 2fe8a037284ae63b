import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { type Archive } from '../archive/archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createMovedClock } from '../clock.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { provisionRegion } from '../services/provisioning/provision-region.ts'
import { testConfig } from './test-config.ts'

// A process that builds a region and kills itself with SIGKILL at a given moment: nothing is closed, and only the
// database rolls back. Arguments: platform URL, operation, step, moment (begun or done).
const [platformUrl = '', operationId = '', step = '', moment = ''] = process.argv.slice(2)

const log = pino({ level: 'silent' })
const { db, pool } = openDatabase(platformUrl, {
  max: 5,
  applicationName: 'dying',
  // On a busy machine a wait must not be taken for a failed build: this process is to die at its moment, and no earlier.
  waitMs: 60_000,
  settings: { lock_timeout: '60s' },
})
const secrets = createSecrets('test-secret-test-secret-test-secret')
await provisionRegion(
  {
    db,
    actor: { kind: 'system', job: 'provision-region' },
    clock: createMovedClock(),
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
    paypal: {} as PayPal, // building never calls PayPal
    mail: {} as MailPort, // building only queues mails
    secrets,
    erasures: openErasureList('/dev/null'), // nobody is erased here
    auditLogKeeper: createAuditLogKeeper(platformUrl),
    archive: {} as Archive, // nothing is backed up here
    refusedRequests: createRefusedRequestLog(),
    log,
  },
  { operationId },
  {
    onStep: (at, when) => {
      if (at === step && when === moment) process.kill(process.pid, 'SIGKILL')
    },
  },
)
process.exit(1)
