import { pino } from 'pino'
import { openDatabase } from '#db/client.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { type Archive } from '../archive/archive.ts'
import { createSecrets } from '../auth/secrets.ts'
import { openErasureList } from '../erasures/erasure-list.ts'
import { createMovedClock } from '../clock.ts'
import { createPostgresEventBus } from '../events/postgres-event-bus.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { createLimits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { createAuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { createRefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { runGeneration } from '../services/nexus/run-generation.ts'
import { testConfig } from './test-config.ts'

// A separate worker that runs one generation, so that a test can kill it with SIGKILL. Arguments: platform URL,
// operation.
const [platformUrl = '', operationId = ''] = process.argv.slice(2)

const log = pino({ level: 'silent' })
const { db, pool } = openDatabase(platformUrl, { max: 5, applicationName: 'dying' })
const secrets = createSecrets('test-secret-test-secret-test-secret')
await runGeneration(
  {
    db,
    actor: { kind: 'system', job: 'generate-nexus' },
    clock: createMovedClock(),
    config: testConfig(),
    galaxies: createLocalGalaxies({ platformUrl, platform: db, secrets, root: process.cwd(), log }),
    events: await createPostgresEventBus(platformUrl, log),
    outbox: createJobOutbox(db, null, log),
    limits: createLimits({ pool }),
    paypal: {} as PayPal, // generating never calls PayPal
    mail: {} as MailPort, // generating never mails
    secrets,
    erasures: openErasureList('/dev/null'), // nobody is erased here
    auditLogKeeper: createAuditLogKeeper(platformUrl),
    archive: {} as Archive, // nothing is backed up here
    refusedRequests: createRefusedRequestLog(),
    log,
  },
  { operationId },
)
process.exit(0)
