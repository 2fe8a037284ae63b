import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { runJob } from '#jobs/worker.ts'
import { openArchive } from '../archive/open-archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { createMovedClock } from '../clock.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { createPayPalClient } from '../paypal/paypal-client.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { SIMULATED_CREDENTIALS } from '../paypal/simulator/loopback-simulator.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { dieAtStatement } from './die-at-statement.ts'
import { testConfig } from './test-config.ts'

// A process that runs a job and kills itself with SIGKILL before its n-th statement: nothing is closed, and only the databases roll back.
// Arguments: platform URL, folder of backups, clock's offset, job, its payload, n, and where PayPal is, if the job asks it.
const [platformUrl = '', backupDir = '', offset = '0', job = '', payload = '', n = '', paypalUrl = ''] =
  process.argv.slice(2)

const log = pino({ level: 'silent' })
const { db, pool } = openDatabase(platformUrl, {
  max: 5,
  applicationName: 'dying',
  // On a busy machine a wait must not be taken for a failed job: this process is to die at its moment, and no earlier.
  waitMs: 60_000,
  settings: { lock_timeout: '60s' },
})
const secrets = createSecrets('test-secret-test-secret-test-secret')
const clock = createMovedClock(Number(offset))
const paypal = paypalUrl
  ? createPayPalClient({
      ...{ clientId: SIMULATED_CREDENTIALS.clientId, clientSecret: SIMULATED_CREDENTIALS.clientSecret },
      ...{ baseUrl: paypalUrl, clock: { now: () => new Date(Date.now() + clock.offsetMs()) } },
    })
  : ({} as PayPal) // a job that never calls it
dieAtStatement(Number(n), 'before')
await runJob(
  (name) => ({
    db,
    actor: { kind: 'system', job: name },
    clock,
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
    paypal,
    mail: {} as MailPort, // these jobs only queue mails
    secrets,
    erasures: openErasureList('/dev/null'), // nobody is erased here
    auditLogKeeper: createAuditLogKeeper(platformUrl),
    refusedRequests: createRefusedRequestLog(),
    archive: openArchive(
      { backupS3: null, backupDir },
      { ownerUrl: platformUrl, keys: secrets.backupKeys, root: process.cwd() },
    ),
    log,
  }),
  job,
  JSON.parse(payload),
)
process.exit(0)
